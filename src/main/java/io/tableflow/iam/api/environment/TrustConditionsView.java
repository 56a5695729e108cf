package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.policy.TrustConditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trust conditions as callers see them. */
@Schema(name = "TrustConditions", description = "What narrows the trust: from where, and when, Confluent may come.")
public record TrustConditionsView(
        @Schema(description = "Addresses and CIDR blocks, IPv4 or IPv6; empty: from anywhere.")
        List<String> sourceIps,

        @Schema(description = "The first second at which the trust holds; null: from the beginning.") @Nullable
        Instant validFrom,

        @Schema(description = "The first second at which it holds no more; null: without end.") @Nullable
        Instant validUntil) {

    static @Nullable TrustConditionsView of(@Nullable TrustConditions conditions) {
        return conditions == null
                ? null
                : new TrustConditionsView(conditions.sourceIps(), conditions.validFrom(), conditions.validUntil());
    }
}
