package io.tableflow.iam.api.workflow;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowProblem;
import io.tableflow.iam.workflow.WorkflowState;
import io.tableflow.iam.workflow.WorkflowStep;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workflow as callers see it. */
@Schema(name = "Workflow", description = "One durable run of ordered steps for one environment.")
record WorkflowView(
        @Schema(description = "Its id.") UUID id,

        @Schema(description = "The environment's name.", example = "dev")
        String environment,

        @Schema(description = "What it does.", implementation = EnvironmentWorkflowKind.class)
        String kind,

        @Schema(description = "Its state.") WorkflowState state,
        @Schema(description = "Its steps, in their order.") List<StepResource> steps,

        @Schema(description = "Why it is FAILED, and what to do.") @Nullable
        ProblemResource problem,

        @Schema(description = "When it was started.") Instant createdAt,
        @Schema(description = "When it last changed.") Instant updatedAt,

        @Schema(description = "When it ended.") @Nullable Instant finishedAt) {

    static WorkflowView of(Workflow workflow) {
        return new WorkflowView(
                workflow.id(),
                workflow.subject().name(),
                workflow.kind(),
                workflow.state(),
                workflow.steps().stream()
                        .map(step -> StepResource.of(step, workflow.nextAttemptAt()))
                        .toList(),
                ProblemResource.of(workflow.problem()),
                workflow.createdAt(),
                workflow.updatedAt(),
                workflow.finishedAt());
    }

    /** One step. */
    @Schema(name = "Step", description = "One step. It ensures one result, and may be attempted several times.")
    record StepResource(
            @Schema(description = "Its name.", example = "create-role")
            String name,

            @Schema(description = "Its state.") StepState state,

            @Schema(description = "How many attempts have begun.", example = "1")
            int attempts,

            @Schema(description = "Why the latest attempt did not succeed.") @Nullable
            ProblemResource lastError,

            @Schema(description = "When the next attempt is, if it is waiting.") @Nullable
            Instant nextAttemptAt,

            @Schema(description = "When the first attempt began.") @Nullable
            Instant startedAt,

            @Schema(description = "When it was done, failed or cancelled.") @Nullable
            Instant finishedAt) {

        static StepResource of(WorkflowStep step, @Nullable Instant nextAttemptAt) {
            return new StepResource(
                    step.name(),
                    step.state(),
                    step.attempts(),
                    ProblemResource.of(step.lastError()),
                    step.state() == StepState.WAITING ? nextAttemptAt : null,
                    step.startedAt(),
                    step.finishedAt());
        }
    }

    /** Why a step did not succeed. */
    @Schema(name = "StepProblem", description = "Why a step did not succeed.")
    record ProblemResource(
            @Schema(description = "Stable, for programs.", example = "aws-throttled")
            String code,

            @Schema(description = "What happened.") String detail,

            @Schema(description = "What an operator can do; null if only waiting helps.") @Nullable
            String remedy) {

        static @Nullable ProblemResource of(@Nullable WorkflowProblem problem) {
            return problem == null ? null : new ProblemResource(problem.code(), problem.detail(), problem.remedy());
        }
    }
}
