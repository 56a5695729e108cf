package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.TrustedPrincipal;
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

        @Schema(
                description =
                        "Since when; for a trust that was adopted, and not written yet, since when the environment exists.")
        Instant since) {

    static @Nullable TrustedView of(Environment environment) {
        ProviderIntegration trusted = environment.observed().trusted();
        return trusted == null
                ? environment
                        .observed()
                        .admitted()
                        .map(adopted -> of(adopted, environment))
                        .orElse(null)
                : new TrustedView(
                        trusted.iamRoleArn(),
                        trusted.externalId(),
                        Objects.requireNonNullElse(environment.observed().trustedSince(), trusted.receivedAt()));
    }

    /** An adopted trust was in force before the environment was asked for, since nobody knows when. */
    private static TrustedView of(TrustedPrincipal adopted, Environment environment) {
        return new TrustedView(adopted.role().toString(), adopted.externalId(), environment.createdAt());
    }
}
