package io.tableflow.iam.console.environment;

import io.tableflow.iam.console.page.StateWords;
import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a workflow in the timeline.
 *
 * @param words its name in words
 * @param tone as in {@link StateWords}; {@code off}: not begun
 * @param problem why the latest attempt did not succeed, and what to do
 * @param nextAttemptAt when it is attempted again, if it waits
 * @param writes what its attempts have changed in AWS
 */
record StepLine(
        String words,
        StepState state,
        String tone,
        int attempts,
        @Nullable WorkflowProblem problem,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<AwsWriteLine> writes) {

    /**
     * A call that changed something, with the id by which AWS's support and CloudTrail know it.
     *
     * @param step the name of the step that made it
     */
    record AwsWriteLine(
            String step,
            String operation,
            String outcome,
            @Nullable String requestId) {}

    static StepLine of(WorkflowStep step, @Nullable Instant nextAttemptAt, List<AwsWriteLine> writes) {
        return new StepLine(
                step.name().replace('-', ' '),
                step.state(),
                tone(step),
                step.attempts(),
                step.lastError(),
                step.state() == StepState.WAITING ? nextAttemptAt : null,
                step.startedAt(),
                step.finishedAt(),
                writes.stream().filter(it -> it.step().equals(step.name())).toList());
    }

    private static String tone(WorkflowStep step) {
        return switch (step.state()) {
            case PENDING, CANCELLED -> "off";
            case RUNNING -> "busy";
            case WAITING -> step.lastError() == null ? "wait" : "warn";
            case DONE -> "ok";
            case FAILED -> "bad";
        };
    }
}
