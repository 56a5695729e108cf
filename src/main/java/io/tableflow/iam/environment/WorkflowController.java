package io.tableflow.iam.environment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.web.Page;
import io.tableflow.iam.web.VisibleEnvironments;
import io.tableflow.iam.web.openapi.Fails;
import io.tableflow.iam.web.openapi.Succeeds;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.Workflows;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is being done to environments, and what was: also to those that are gone. */
@RestController
@Tag(name = "Workflows", description = "What is being done to environments, and what was.")
class WorkflowController {

    private static final int MOST = 200;

    private final Workflows workflows;
    private final Environments environments;

    WorkflowController(Workflows workflows, Environments environments) {
        this.workflows = workflows;
        this.environments = environments;
    }

    @GetMapping("/environments/{name}/workflows")
    @Operation(
            operationId = "listWorkflows",
            summary = "List an environment's workflows",
            description = "The latest 200 that were run for environments of this name, newest first; also after the"
                    + " environment is gone.")
    @Succeeds(value = "The workflows, all on one page.", examples = "workflow-page")
    @Fails("environment-not-found")
    @Transactional(readOnly = true)
    public Page<WorkflowResource> ofEnvironment(@EnvironmentNameParameter @PathVariable String name) {
        List<Workflow> found = workflows.ofSubject(name, MOST);
        if (found.isEmpty() && environments.findByName(name).isEmpty()) {
            throw EnvironmentProblems.notFound(name);
        }
        return new Page<>(found.stream().map(WorkflowResource::of).toList(), null);
    }

    @GetMapping("/workflows/{id}")
    @Operation(
            operationId = "getWorkflow",
            summary = "Look at a workflow",
            description = "One run with its steps: where it stands, what went wrong, when it is tried again.")
    @Succeeds(
            value = "The workflow.",
            examples = {"workflow-succeeded", "workflow-failed"})
    @Fails("workflow-not-found")
    @Transactional(readOnly = true)
    public WorkflowResource get(
            @Parameter(description = "The workflow's id.", example = "b1aca3fa-2f3e-4d1f-9976-825468307364")
                    @PathVariable
                    UUID id) {
        VisibleEnvironments visible = VisibleEnvironments.ofCaller();
        return workflows
                .find(id)
                .filter(workflow -> visible.include(workflow.subject().name()))
                .map(WorkflowResource::of)
                .orElseThrow(() -> EnvironmentProblems.noWorkflow(id));
    }
}
