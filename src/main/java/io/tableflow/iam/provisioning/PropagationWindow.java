package io.tableflow.iam.provisioning;

import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.WorkflowStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What is known about the creation of a resource that IAM does not show. It decides whether the resource is gone, or
 * may still become visible: a deletion must leave nothing behind that appears later.
 *
 * @param made the steps of any workflow that may have created it
 * @param used the steps that may have used it; once one of them is done, IAM has seen it
 * @param untilLanded how long after its end a call without an answer may take effect
 */
record PropagationWindow(List<WorkflowStep> made, List<WorkflowStep> used, Duration untilLanded) {

    /** IAM shows a change everywhere within about a minute; this is twice as long. */
    private static final Duration UNTIL_VISIBLE = Duration.ofMinutes(2);

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
            return ended.plus(untilLanded);
        }
        if (step.state() == StepState.DONE) {
            return ended.plus(UNTIL_VISIBLE);
        }
        return ended.plus(step.outcomeUnknown() ? untilLanded.plus(UNTIL_VISIBLE) : untilLanded);
    }

    /** Until when a call of which nobody heard may take effect; the far past if there was none. */
    Instant mayTakeEffectUntil() {
        return made.stream()
                .filter(WorkflowStep::outcomeUnknown)
                .map(step -> step.finishedAt() == null ? step.startedAt() : step.finishedAt())
                .filter(Objects::nonNull)
                .map(ended -> ended.plus(untilLanded))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
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
