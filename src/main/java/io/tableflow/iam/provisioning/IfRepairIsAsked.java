package io.tableflow.iam.provisioning;

import io.tableflow.iam.workflow.Step;
import io.tableflow.iam.workflow.StepResult;
import io.tableflow.iam.workflow.Subject;

/** A step that is needed only as long as the row asks for a repair: an intact environment costs no more than a look. */
record IfRepairIsAsked(StepSupport support, Step step) implements Step {

    @Override
    public String name() {
        return step.name();
    }

    @Override
    public StepResult attempt(Subject subject) {
        return support.environment(subject).repairRequest() == null ? StepResult.done() : step.attempt(subject);
    }
}
