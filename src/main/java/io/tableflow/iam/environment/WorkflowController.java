package io.tableflow.iam.environment;

import io.tableflow.iam.web.Page;
import io.tableflow.iam.web.ProblemException;
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
class WorkflowController {

    private static final int MOST = 200;

    private final Workflows workflows;
    private final Environments environments;

    WorkflowController(Workflows workflows, Environments environments) {
        this.workflows = workflows;
        this.environments = environments;
    }

    @GetMapping("/environments/{name}/workflows")
    @Transactional(readOnly = true)
    public Page<WorkflowResource> ofEnvironment(@PathVariable String name) {
        List<Workflow> found = workflows.ofSubject(name, MOST);
        if (found.isEmpty() && environments.findByName(name).isEmpty()) {
            throw EnvironmentProblems.notFound(name);
        }
        return new Page<>(found.stream().map(WorkflowResource::of).toList(), null);
    }

    @GetMapping("/workflows/{id}")
    @Transactional(readOnly = true)
    public WorkflowResource get(@PathVariable UUID id) {
        return workflows
                .find(id)
                .map(WorkflowResource::of)
                .orElseThrow(() -> new ProblemException(
                        EnvironmentProblems.WORKFLOW_NOT_FOUND, "There is no workflow " + id + "."));
    }
}
