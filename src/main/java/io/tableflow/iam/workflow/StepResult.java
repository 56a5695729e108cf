package io.tableflow.iam.workflow;

import java.time.Duration;
import java.util.UUID;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What came of one attempt at a step. */
public sealed interface StepResult {

    /**
     * What the step ensures is so.
     *
     * @param effect what to store of it, run in the transaction that stores the outcome and only if no other node has
     *     taken the workflow over
     */
    record Done(Runnable effect) implements StepResult {}

    /**
     * Nothing is wrong, but something outside must happen first.
     *
     * @param why what is being waited for
     * @param after how long to wait before looking again
     * @param giveUpAfter how long it is worth waiting, counted from when this very trouble began; {@code null} for {@code
     *     tableflow.workflow.give-up-after}
     */
    record Wait(
            WorkflowProblem why, Duration after, @Nullable Duration giveUpAfter) implements StepResult {}

    /**
     * Did not work this time.
     *
     * @param why what went wrong
     * @param after how long to wait; {@code null} for the runner's exponential back-off with jitter
     * @param giveUpAfter how long this kind of trouble is worth trying, counted from when it began; {@code
     *     null} for {@code tableflow.workflow.give-up-after}
     */
    record Retry(
            WorkflowProblem why,
            @Nullable Duration after,
            @Nullable Duration giveUpAfter) implements StepResult {}

    /** Cannot succeed without somebody's help. */
    record Failed(WorkflowProblem problem) implements StepResult {}

    /**
     * Not done yet, but something that must not be lost has become known, or so: the step is attempted again at once.
     *
     * @param effect what to store of it, as of {@link Done}
     */
    record Again(Runnable effect) implements StepResult {}

    /**
     * Any of the others, and something to store however the attempt came out: also if it failed, and if another node has
     * taken the workflow over, so that nothing else of it is stored.
     *
     * @param note takes the workflow's id and the number of the attempt; run in the transaction that stores the outcome, or
     *     drops it
     */
    record Noted(StepResult result, ObjIntConsumer<UUID> note) implements StepResult {}

    /** Done, with nothing to store but that. */
    static StepResult done() {
        return new Done(() -> {});
    }

    /** Done, with {@code effect} to store. */
    static StepResult done(Runnable effect) {
        return new Done(effect);
    }

    /** To be tried again after the runner's own back-off. */
    static StepResult retry(WorkflowProblem why) {
        return new Retry(why, null, null);
    }

    /** To be tried again, since the attempt ended in a way that nobody thought of; the log has it. */
    static StepResult unexpected(Step step, WorkflowSubject subject, RuntimeException failure) {
        LoggerFactory.getLogger(StepResult.class)
                .error("Step {} of {} failed unexpectedly", step.name(), subject.name(), failure);
        return retry(WorkflowProblem.passing(
                "internal-error",
                "The step failed unexpectedly (" + failure.getClass().getSimpleName()
                        + "); the log of the service has the details."));
    }
}
