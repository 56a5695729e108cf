package io.tableflow.iam.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An optional narrowing of the trust: from where, and when, Confluent may come. Nothing in here can widen it.
 *
 * <p>A request reports all of its bad fields at once, so the record takes what it is given, and {@link #isSourceIp} and
 * {@link #neverHolds} say what is wrong with it.
 *
 * @param sourceIps addresses and CIDR blocks, IPv4 or IPv6; empty: from anywhere
 * @param validFrom the first second at which the trust holds, to the second; null: from the beginning
 * @param validUntil the first second at which it holds no more, to the second; null: without end
 */
@Schema(description = "What narrows the trust: from where, and when, Confluent may come.")
public record TrustConditions(
        @Schema(description = "Addresses and CIDR blocks, IPv4 or IPv6; empty: from anywhere.")
        List<String> sourceIps,

        @Schema(description = "The first second at which the trust holds; null: from the beginning.") @Nullable
        Instant validFrom,

        @Schema(description = "The first second at which it holds no more; null: without end.") @Nullable
        Instant validUntil) {

    private static final TrustConditions NONE = new TrustConditions(List.of(), null, null);

    public TrustConditions {
        // JSON that leaves the list out says the same as an empty one.
        sourceIps = sourceIps == null ? List.of() : List.copyOf(sourceIps);
        validFrom = toTheSecond(validFrom);
        validUntil = toTheSecond(validUntil);
    }

    /** No narrowing. */
    public static TrustConditions none() {
        return NONE;
    }

    /** Whether nothing is narrowed. Not a part of the value: JSON does not show it. */
    @JsonIgnore
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether the end comes before the beginning, so that nobody would ever be let in. */
    public boolean neverHolds() {
        return validFrom != null && validUntil != null && !validFrom.isBefore(validUntil);
    }

    /** Whether IAM takes a text as a value of {@code aws:SourceIp}: an address, or a CIDR block. */
    public static boolean isSourceIp(String text) {
        return IpBlock.isIpBlock(text);
    }

    private static @Nullable Instant toTheSecond(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
