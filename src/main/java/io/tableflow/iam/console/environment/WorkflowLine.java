package io.tableflow.iam.console.environment;

import io.tableflow.iam.console.environment.StepLine.AwsWriteLine;
import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as a progress bar and a timeline.
 *
 * @param words its kind in words
 * @param done how many of its steps are done
 * @param problem why it is FAILED, and what to do
 */
record WorkflowLine(
        UUID id,
        String words,
        WorkflowState state,
        String tone,
        int done,
        List<StepLine> steps,
        @Nullable WorkflowProblem problem,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    static WorkflowLine of(Workflow workflow, List<AwsWriteLine> writes) {
        return new WorkflowLine(
                workflow.id(),
                workflow.kind().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                workflow.state(),
                tone(workflow.state()),
                (int) workflow.steps().stream()
                        .filter(step -> step.state() == StepState.DONE)
                        .count(),
                workflow.steps().stream()
                        .map(step -> StepLine.of(step, workflow.nextAttemptAt(), writes))
                        .toList(),
                workflow.problem(),
                workflow.createdAt(),
                workflow.finishedAt());
    }

    private static String tone(WorkflowState state) {
        return switch (state) {
            case RUNNING -> "busy";
            case WAITING -> "wait";
            case SUCCEEDED -> "ok";
            case FAILED -> "bad";
            case CANCELLED -> "off";
        };
    }

    /** Whether it goes on by itself. */
    public boolean isActive() {
        return state.isActive();
    }
}
