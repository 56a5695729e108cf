package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.IamResources;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An environment as callers see it. */
@Schema(name = "Environment", description = "An environment: what was asked for, and what stands.")
public record EnvironmentView(
        @Schema(description = "Its name.", example = "dev") String name,
        @Schema(description = "Where it stands.") EnvironmentState state,
        @Schema(description = "What was asked for.") EnvironmentSpec spec,
        @Schema(description = "What stands.") IamResources resources,

        @Schema(description = "Confluent's half; null until it is known.") @Nullable
        IntegrationResource integration,

        @Schema(description = "Its status in detail, one entry for each type.")
        List<Condition> conditions,

        @Schema(description = "Its latest workflow.") @Nullable
        WorkflowSummary workflow,

        @Schema(description = "Grows with every change; the ETag.", example = "7")
        long revision,

        @Schema(description = "When it was accepted.") Instant createdAt,
        @Schema(description = "When it last changed.") Instant updatedAt) {

    /** Confluent's half, as callers see it. */
    @Schema(name = "Integration", description = "Confluent's half of an environment.")
    public record IntegrationResource(
            @Schema(description = "Confluent's provider integration.", example = "cspi-42o61")
            String id,

            @Schema(
                    description = "The principal that is let in.",
                    example = "arn:aws:iam::851725421142:role/cspi-42o61")
            String iamRoleArn,

            @Schema(description = "What the principal must present.", example = "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11")
            String externalId,

            @Schema(description = "When it was last told.") Instant receivedAt) {

        static @Nullable IntegrationResource of(@Nullable ProviderIntegration integration) {
            return integration == null
                    ? null
                    : new IntegrationResource(
                            integration.id(),
                            integration.iamRoleArn(),
                            integration.externalId(),
                            integration.receivedAt());
        }
    }

    /** A workflow in short. */
    @Schema(name = "WorkflowSummary", description = "A workflow in short.")
    public record WorkflowSummary(
            @Schema(description = "Where to read on: /workflows/{id}.")
            UUID id,

            @Schema(description = "What it does.", implementation = EnvironmentWorkflowKind.class)
            String kind,

            @Schema(description = "Where it stands.") WorkflowState state) {

        static @Nullable WorkflowSummary of(@Nullable Workflow workflow) {
            return workflow == null ? null : new WorkflowSummary(workflow.id(), workflow.kind(), workflow.state());
        }
    }
}
