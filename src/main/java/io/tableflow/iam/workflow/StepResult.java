package io.tableflow.iam.workflow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of one attempt at a step. */
public sealed interface StepResult {

    /** What the step ensures is so. */
    record Done() implements StepResult {}

    /** Not done yet, but what the attempt has found out must be stored first: the step is attempted again at once. */
    record Again() implements StepResult {}

    /**
     * Nothing is wrong, but something outside must happen first.
     *
     * @param why what is being waited for
     * @param after how long to wait before looking again
     * @param giveUpAfter how long it is worth waiting, counted from when this problem first appeared; {@code null} for
     *     {@code tableflow.workflow.give-up-after}
     */
    record Wait(
            WorkflowProblem why, Duration after, @Nullable Duration giveUpAfter) implements StepResult {}

    /**
     * Did not work this time.
     *
     * @param why what went wrong
     * @param after how long to wait; {@code null} for the runner's exponential back-off with jitter
     * @param giveUpAfter how long this problem is worth trying, counted from when it first appeared; {@code null} for
     *     {@code tableflow.workflow.give-up-after}
     */
    record Retry(
            WorkflowProblem why,
            @Nullable Duration after,
            @Nullable Duration giveUpAfter) implements StepResult {}

    /** Cannot succeed without somebody's help. */
    record Failed(WorkflowProblem problem) implements StepResult {}

    static StepResult done() {
        return new Done();
    }

    static StepResult again() {
        return new Again();
    }

    /** To be tried again after the runner's own back-off. */
    static StepResult retry(WorkflowProblem why) {
        return new Retry(why, null, null);
    }
}
