package io.tableflow.iam.api.workflow;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.environment.EnvironmentProblems;
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

/** Workflows of environments, including environments that are gone. */
@RestController
class WorkflowController implements WorkflowApi {

    private static final int MOST = 200;

    private final WorkflowService workflows;
    private final EnvironmentRepository environments;

    WorkflowController(WorkflowService workflows, EnvironmentRepository environments) {
        this.workflows = workflows;
        this.environments = environments;
    }

    @Override
    @GetMapping("/environments/{name}/workflows")
    @Transactional(readOnly = true)
    public Page<WorkflowView> ofEnvironment(@PathVariable String name) {
        List<Workflow> found = workflows.ofSubject(name, MOST);
        if (found.isEmpty() && environments.findByName(name).isEmpty()) {
            throw EnvironmentProblems.notFound(name);
        }
        return new Page<>(found.stream().map(WorkflowView::of).toList(), null);
    }

    @Override
    @GetMapping("/workflows/{id}")
    @Transactional(readOnly = true)
    public WorkflowView get(@PathVariable UUID id) {
        EnvironmentVisibility visible = EnvironmentVisibility.ofCaller();
        return workflows
                .find(id)
                .filter(workflow -> visible.include(workflow.subject().name()))
                .map(WorkflowView::of)
                .orElseThrow(() -> EnvironmentProblems.noWorkflow(id));
    }
}
