package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.policy.TrustConditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trust conditions as callers see them. */
@Schema(
        name = "TrustConditions",
        description = "Restrictions of the trust: from where and when Confluent may assume the role.")
public record TrustConditionsView(
        @Schema(description = "Addresses and CIDR blocks, IPv4 or IPv6; empty: from anywhere.")
        List<String> sourceIps,

        @Schema(description = "When the trust begins to apply; null: from the start.") @Nullable
        Instant validFrom,

        @Schema(description = "When the trust ceases to apply; null: it does not expire.") @Nullable
        Instant validUntil) {

    static @Nullable TrustConditionsView of(@Nullable TrustConditions conditions) {
        return conditions == null
                ? null
                : new TrustConditionsView(conditions.sourceIps(), conditions.validFrom(), conditions.validUntil());
    }
}
