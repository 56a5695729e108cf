package io.tableflow.iam.api.environment.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.api.openapi.RequestSchema;
import io.tableflow.iam.policy.TrustConditions;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

/** Restrictions of the trust: from where and when Confluent may assume the role. */
@EndAfterBeginning
@RequestSchema
@SuppressWarnings("MultipleNullnessAnnotations") // what must be there may be missing until it has been validated
@Schema(
        name = "TrustConditionsRequest",
        description = "Restrictions of the trust: from where and when Confluent may assume the role.")
record TrustConditionsRequest(
        @Schema(
                description = "Public addresses and CIDR blocks, IPv4 or IPv6; bits behind the prefix are cleared.",
                example = "[\"203.0.113.0/24\"]")
        @Size(max = 20, message = "must name at most 20 blocks")
        @UniqueElements(message = "must not name a block twice")
        @Nullable
        List<@NotNull(message = "must not be null") @SourceIp @PublicSourceIp String> sourceIps,

        @Schema(description = "When the trust begins to apply.", example = "2030-01-01T00:00:00Z") @IamTime @Nullable
        Instant validFrom,

        @Schema(
                description = "When the trust ceases to apply. A new value must be in the future.",
                example = "2031-01-01T00:00:00Z")
        @IamTime
        @Nullable
        Instant validUntil) {

    TrustConditions toTrustConditions() {
        return new TrustConditions(sourceIps == null ? List.of() : sourceIps, validFrom, validUntil);
    }
}
