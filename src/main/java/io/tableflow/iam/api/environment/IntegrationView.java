package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Confluent's provider integration, as callers see it. */
@Schema(name = "Integration", description = "Confluent's provider integration of an environment.")
public record IntegrationView(
        @Schema(description = "The id of Confluent's provider integration.", example = "cspi-42o61")
        String id,

        @Schema(description = "The principal that is let in.", example = "arn:aws:iam::851725421142:role/cspi-42o61")
        String iamRoleArn,

        @Schema(
                description = "The external id that the principal must send.",
                example = "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11")
        String externalId,

        @Schema(
                description = "The Confluent environment that it belongs to; null if it is not known.",
                example = "env-00000")
        @Nullable
        String confluentEnvironmentId,

        @Schema(description = "When it was last received.") Instant receivedAt) {

    static @Nullable IntegrationView of(@Nullable ProviderIntegration integration) {
        return integration == null
                ? null
                : new IntegrationView(
                        integration.id(),
                        integration.iamRoleArn(),
                        integration.externalId(),
                        integration.confluentEnvironmentId(),
                        integration.receivedAt());
    }
}
