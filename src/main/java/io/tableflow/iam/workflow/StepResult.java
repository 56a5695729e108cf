package io.tableflow.iam.workflow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of one attempt at a step. */
public sealed interface StepResult {

    /** The step has ensured its result. */
    record Done() implements StepResult {}

    /** Not done yet, but what the attempt has found must be stored first. The step is attempted again at once. */
    record Again() implements StepResult {}

    /**
     * Nothing is wrong, but something else must happen first.
     *
     * @param why what the step is waiting for
     * @param after the pause before the next attempt
     * @param giveUpAfter how long to wait, counted from when this problem first appeared; {@code null} for
     *     {@code tableflow.workflow.give-up-after}
     */
    record Wait(
            WorkflowProblem why, Duration after, @Nullable Duration giveUpAfter) implements StepResult {}

    /**
     * The attempt failed, and may succeed later.
     *
     * @param why what went wrong
     * @param after the pause before the next attempt; {@code null} for the runner's exponential back-off with jitter
     * @param giveUpAfter how long to retry, counted from when this problem first appeared; {@code null} for
     *     {@code tableflow.workflow.give-up-after}
     */
    record Retry(
            WorkflowProblem why,
            @Nullable Duration after,
            @Nullable Duration giveUpAfter) implements StepResult {}

    /** The step failed and needs an operator's help. */
    record Failed(WorkflowProblem problem) implements StepResult {}

    static StepResult done() {
        return new Done();
    }

    static StepResult again() {
        return new Again();
    }

    /** To be retried after the runner's own back-off. */
    static StepResult retry(WorkflowProblem why) {
        return new Retry(why, null, null);
    }
}
