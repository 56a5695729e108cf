package io.tableflow.iam.provisioning;

import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.WorkflowStep;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the making of one thing: enough to tell whether something that IAM does not show is gone, or only not
 * there to see yet. Deleting an environment must leave nothing behind that shows itself a moment later.
 *
 * @param step the step that made it; {@code null} if none was ever planned
 * @param wasUsed whether a later step has used it: IAM itself has seen it then
 */
record Creation(@Nullable WorkflowStep step, boolean wasUsed) {

    /** IAM shows a change everywhere within a minute or so; others wait two. */
    private static final Duration UNTIL_VISIBLE = Duration.ofMinutes(2);

    /** A call whose outcome we never heard ends soon after its timeout of ten seconds; what was used is soon shown. */
    private static final Duration UNTIL_LANDED = Duration.ofSeconds(20);

    /** Until when it may yet appear, if it is not to be seen: the far past where nothing is on its way. */
    Instant mayAppearUntil() {
        if (step == null || step.attempts() == 0) {
            return Instant.MIN;
        }
        Instant ended = step.finishedAt() == null ? step.startedAt() : step.finishedAt();
        if (ended == null) {
            return Instant.MIN;
        }
        return ended.plus(step.state() == StepState.DONE && !wasUsed ? UNTIL_VISIBLE : UNTIL_LANDED);
    }

    /** Whether it was made just now, by us: nobody else can have put another thing in its place. */
    boolean isFresh(Instant now) {
        return step != null
                && step.state() == StepState.DONE
                && step.finishedAt() != null
                && now.isBefore(step.finishedAt().plusSeconds(30));
    }
}
