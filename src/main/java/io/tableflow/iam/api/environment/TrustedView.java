package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.ObservedState;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whom the live trust lets in, as callers see it. */
@Schema(
        name = "Trusted",
        description =
                "Whom the role's trust lets in now, as the service last wrote or verified it. During a rotation, and"
                        + " after one that has failed, that is still the principal before.")
public record TrustedView(
        @Schema(description = "The principal that is let in.", example = "arn:aws:iam::851725421142:role/cspi-42o61")
        String iamRoleArn,

        @Schema(
                description = "The external id that the principal must send.",
                example = "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11")
        String externalId,

        @Schema(description = "Since when.") Instant since) {

    static @Nullable TrustedView of(ObservedState observed) {
        ProviderIntegration trusted = observed.trusted();
        return trusted == null
                ? null
                : new TrustedView(
                        trusted.iamRoleArn(),
                        trusted.externalId(),
                        Objects.requireNonNullElse(observed.trustedSince(), trusted.receivedAt()));
    }
}
