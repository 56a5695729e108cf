package io.tableflow.iam.api.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.EnvironmentState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An environment as callers see it. */
@Schema(name = "Environment", description = "An environment: its desired and its observed state.")
public record EnvironmentView(
        @Schema(description = "Its name.", example = "dev") String name,
        @Schema(description = "Its state.") EnvironmentState state,
        @Schema(description = "Its spec.") EnvironmentSpecView spec,
        @Schema(description = "Its resources in IAM.") IamResourcesView resources,

        @Schema(description = "Confluent's provider integration; null until it is known.") @Nullable
        IntegrationView integration,

        @Schema(
                description = "Whom the role's trust lets in now, as the service last wrote or verified it; null while"
                        + " it denies everyone.")
        @Nullable
        TrustedView trusted,

        @Schema(description = "Its conditions, one for each type.")
        List<ConditionView> conditions,

        @Schema(
                description =
                        "What Confluent itself says of Tableflow's work. Only where the service has a Tableflow API key, and"
                                + " has asked.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        TableflowStatusView confluent,

        @Schema(description = "Its latest workflow.") @Nullable
        WorkflowSummaryView workflow,

        @Schema(description = "Grows with every change of this environment.", example = "7")
        long revision,

        @Schema(description = "When it was accepted.") Instant createdAt,
        @Schema(description = "When it last changed.") Instant updatedAt) {}
