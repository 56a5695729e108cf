package io.tableflow.iam.provisioning;

import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.WorkflowStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of the creation of one resource: enough to tell whether something that IAM does not show is gone, or only not
 * there to see yet. Deleting an environment must leave nothing behind that shows itself a moment later.
 *
 * @param made the steps that were begun to make it, of whatever workflow
 * @param used the steps that were begun to use it: IAM itself has seen it once one of them is done
 */
record PropagationWindow(List<WorkflowStep> made, List<WorkflowStep> used) {

    /** IAM shows a change everywhere within a minute or so; others wait two. */
    private static final Duration UNTIL_VISIBLE = Duration.ofMinutes(2);

    /** A call whose outcome we never heard ends soon after its timeout of ten seconds; what was used is soon shown. */
    private static final Duration UNTIL_LANDED = Duration.ofSeconds(20);

    /** Until when it may yet appear, if it is not to be seen: the far past where nothing is on its way. */
    Instant mayAppearUntil() {
        return made.stream()
                .map(this::mayAppearUntil)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    private Instant mayAppearUntil(WorkflowStep step) {
        Instant ended = step.finishedAt() == null ? step.startedAt() : step.finishedAt();
        if (ended == null) {
            return Instant.MIN;
        }
        return ended.plus(step.state() == StepState.DONE && !wasUsedAfter(ended) ? UNTIL_VISIBLE : UNTIL_LANDED);
    }

    private boolean wasUsedAfter(Instant made) {
        return used.stream()
                .anyMatch(step -> step.state() == StepState.DONE
                        && step.finishedAt() != null
                        && !step.finishedAt().isBefore(made));
    }

    /** Whether it was made just now, by us: nobody else can have put another thing in its place. */
    boolean isFresh(Instant now) {
        return made.stream()
                .anyMatch(step -> step.state() == StepState.DONE
                        && step.finishedAt() != null
                        && now.isBefore(step.finishedAt().plusSeconds(30)));
    }
}
