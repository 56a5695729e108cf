package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.EnvironmentState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An environment as callers see it. */
@Schema(name = "Environment", description = "An environment: what was asked for, and what stands.")
public record EnvironmentView(
        @Schema(description = "Its name.", example = "dev") String name,
        @Schema(description = "Where it stands.") EnvironmentState state,
        @Schema(description = "What was asked for.") EnvironmentSpecView spec,
        @Schema(description = "What stands.") IamResourcesView resources,

        @Schema(description = "Confluent's half; null until it is known.") @Nullable
        IntegrationView integration,

        @Schema(description = "Its status in detail, one entry for each type.")
        List<ConditionView> conditions,

        @Schema(description = "Its latest workflow.") @Nullable
        WorkflowSummaryView workflow,

        @Schema(description = "Grows with every change; the ETag.", example = "7")
        long revision,

        @Schema(description = "When it was accepted.") Instant createdAt,
        @Schema(description = "When it last changed.") Instant updatedAt) {}
