package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.EnvironmentFlow;
import io.tableflow.iam.environment.WorkflowKind;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.Subject;
import io.tableflow.iam.workflow.WorkflowDefinition;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.util.List;

/** Steps of ours under one kind; what their end means is the environment's to say. */
record EnvironmentWorkflow(WorkflowKind workflowKind, List<Step> steps, EnvironmentFlow flow)
        implements WorkflowDefinition {

    @Override
    public String kind() {
        return workflowKind.name();
    }

    @Override
    public boolean isWanted(Subject subject) {
        return flow.isWanted(subject, workflowKind);
    }

    @Override
    public void onSucceeded(Subject subject) {
        flow.succeeded(subject, workflowKind);
    }

    @Override
    public void onFailed(Subject subject, WorkflowProblem problem) {
        flow.failed(subject, workflowKind, problem);
    }

    @Override
    public void onCancelled(Subject subject) {
        flow.cancelled(subject);
    }
}
