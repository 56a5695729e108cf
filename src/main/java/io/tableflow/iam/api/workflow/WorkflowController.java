package io.tableflow.iam.api.workflow;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.environment.EnvironmentProblems;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowService;
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

    private final WorkflowService workflows;
    private final EnvironmentRepository environments;

    WorkflowController(WorkflowService workflows, EnvironmentRepository environments) {
        this.workflows = workflows;
        this.environments = environments;
    }

    @GetMapping("/environments/{name}/workflows")
    @Operation(
            operationId = "listWorkflows",
            summary = "List an environment's workflows",
            description = "The latest 200 that were run for environments of this name, newest first; also after the"
                    + " environment is gone.")
    @ApiSuccess(value = "The workflows, all on one page.", examples = "workflow-page")
    @ApiProblems("environment-not-found")
    @Transactional(readOnly = true)
    public Page<WorkflowView> ofEnvironment(@EnvironmentNameParameter @PathVariable String name) {
        List<Workflow> found = workflows.ofSubject(name, MOST);
        if (found.isEmpty() && environments.findByName(name).isEmpty()) {
            throw EnvironmentProblems.notFound(name);
        }
        return new Page<>(found.stream().map(WorkflowView::of).toList(), null);
    }

    @GetMapping("/workflows/{id}")
    @Operation(
            operationId = "getWorkflow",
            summary = "Look at a workflow",
            description = "One run with its steps: where it stands, what went wrong, when it is tried again.")
    @ApiSuccess(
            value = "The workflow.",
            examples = {"workflow-succeeded", "workflow-failed"})
    @ApiProblems("workflow-not-found")
    @Transactional(readOnly = true)
    public WorkflowView get(
            @Parameter(description = "The workflow's id.", example = "b1aca3fa-2f3e-4d1f-9976-825468307364")
                    @PathVariable
                    UUID id) {
        EnvironmentVisibility visible = EnvironmentVisibility.ofCaller();
        return workflows
                .find(id)
                .filter(workflow -> visible.include(workflow.subject().name()))
                .map(WorkflowView::of)
                .orElseThrow(() -> EnvironmentProblems.noWorkflow(id));
    }
}
