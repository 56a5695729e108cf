package io.tableflow.iam.provisioning;

import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.WorkflowSubject;

/** A step that is needed only as long as the row asks for a repair: an intact environment costs no more than a look. */
record IfRepairIsAsked(StepContext support, Step step) implements Step {

    @Override
    public String name() {
        return step.name();
    }

    @Override
    public StepResult attempt(WorkflowSubject subject) {
        return support.environment(subject).desired().reconcileRequest() == null
                ? StepResult.done()
                : step.attempt(subject);
    }
}
