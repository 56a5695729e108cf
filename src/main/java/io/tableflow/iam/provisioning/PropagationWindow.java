package io.tableflow.iam.provisioning;

import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.WorkflowStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What is known about the creation of a resource that IAM does not show. It decides whether the resource is gone, or
 * may still become visible: a deletion must leave nothing behind that appears later.
 *
 * @param made the steps of any workflow that may have created it
 * @param used the steps that may have used it; once one of them is done, IAM has seen it
 */
record PropagationWindow(List<WorkflowStep> made, List<WorkflowStep> used) {

    /** IAM shows a change everywhere within about a minute; this is twice as long. */
    private static final Duration UNTIL_VISIBLE = Duration.ofMinutes(2);

    /** A call whose outcome is unknown ends shortly after its timeout. A resource that was used becomes visible soon. */
    private static final Duration UNTIL_LANDED = Duration.ofSeconds(20);

    /** Until when the resource may become visible; the far past if it cannot. */
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
        if (wasUsedAfter(ended)) {
            return ended.plus(UNTIL_LANDED);
        }
        if (step.state() == StepState.DONE) {
            return ended.plus(UNTIL_VISIBLE);
        }
        return ended.plus(step.outcomeUnknown() ? UNTIL_LANDED.plus(UNTIL_VISIBLE) : UNTIL_LANDED);
    }

    /** Whether there may be something although nobody ever heard that it was created. */
    boolean mayExistUnheard() {
        return made.stream().anyMatch(WorkflowStep::outcomeUnknown);
    }

    private boolean wasUsedAfter(Instant made) {
        return used.stream()
                .anyMatch(step -> step.state() == StepState.DONE
                        && step.finishedAt() != null
                        && !step.finishedAt().isBefore(made));
    }
}
