package io.tableflow.iam.workflow;

import java.util.List;
import java.util.Objects;

/**
 * The attempts at the steps of one stage that were begun together.
 *
 * @param workflow as it was stored when they began; its version is the fence
 * @param isLast whether no stage follows
 */
record StageAttempt(Workflow workflow, List<Begun> steps, boolean isLast) {

    /** One step of them. */
    record Begun(AttemptContext context, StepAttempt attempt) {}

    /** What came of one step. */
    record Outcome(AttemptContext context, StepResult result) {

        /** Whether the step is done, or is attempted again at once. */
        boolean goesOn() {
            return result instanceof StepResult.Done || result instanceof StepResult.Again;
        }
    }

    /** The workflow's version under which they began. */
    long version() {
        return Objects.requireNonNull(workflow.version(), "not stored yet");
    }

    /** Whether the workflow probably ends or pauses once these outcomes are stored. */
    boolean pausesAfter(List<Outcome> outcomes) {
        return !outcomes.stream().allMatch(Outcome::goesOn)
                || (isLast && outcomes.stream().allMatch(it -> it.result() instanceof StepResult.Done));
    }
}
