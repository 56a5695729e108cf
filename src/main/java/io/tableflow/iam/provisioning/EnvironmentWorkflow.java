package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.EnvironmentLifecycle;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.provisioning.integration.IntegrationStep;
import io.tableflow.iam.workflow.Stage;
import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.WorkflowDefinition;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowSubject;
import java.util.List;

/** A kind of workflow and its steps; {@link EnvironmentLifecycle} decides what its end means for the environment. */
record EnvironmentWorkflow(EnvironmentWorkflowKind workflowKind, List<Stage> stages, EnvironmentLifecycle lifecycle)
        implements WorkflowDefinition {

    @Override
    public String kind() {
        return workflowKind.name();
    }

    /** Only who asks for an integration has the steps that make and delete it. */
    @Override
    public boolean includes(Step step, WorkflowSubject subject) {
        return !(step instanceof IntegrationStep) || lifecycle.asksForIntegration(subject);
    }

    @Override
    public void lock(WorkflowSubject subject) {
        lifecycle.lock(subject);
    }

    @Override
    public boolean isNeeded(WorkflowSubject subject) {
        return lifecycle.isNeeded(subject, workflowKind);
    }

    @Override
    public void onSucceeded(WorkflowSubject subject) {
        lifecycle.succeeded(subject, workflowKind);
    }

    @Override
    public void onFailed(WorkflowSubject subject, WorkflowProblem problem) {
        lifecycle.failed(subject, workflowKind, problem);
    }

    @Override
    public void onWaiting(WorkflowSubject subject, WorkflowProblem problem) {
        lifecycle.waiting(subject, problem);
    }

    @Override
    public void onOutcomesDropped(WorkflowSubject subject) {
        lifecycle.outcomesDropped(subject);
    }

    @Override
    public void onCancelled(WorkflowSubject subject) {
        lifecycle.cancelled(subject);
    }
}
