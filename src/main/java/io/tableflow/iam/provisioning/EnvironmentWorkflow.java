package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.EnvironmentLifecycle;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.WorkflowDefinition;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.util.List;

/** Steps of ours under one kind; what their end means is the environment's to say. */
record EnvironmentWorkflow(EnvironmentWorkflowKind workflowKind, List<Step> steps, EnvironmentLifecycle flow)
        implements WorkflowDefinition {

    @Override
    public String kind() {
        return workflowKind.name();
    }

    @Override
    public boolean isWanted(WorkflowSubject subject) {
        return flow.isWanted(subject, workflowKind);
    }

    @Override
    public void onSucceeded(WorkflowSubject subject) {
        flow.succeeded(subject, workflowKind);
    }

    @Override
    public void onFailed(WorkflowSubject subject, WorkflowProblem problem) {
        flow.failed(subject, workflowKind, problem);
    }

    @Override
    public void onCancelled(WorkflowSubject subject) {
        flow.cancelled(subject);
    }
}
