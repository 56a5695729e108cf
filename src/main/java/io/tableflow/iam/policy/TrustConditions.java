package io.tableflow.iam.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Optional restrictions of the trust: from where and when Confluent may assume the role. They can never widen it.
 *
 * <p>The record accepts any values, so that a request can report all of its bad fields at once. {@link #isSourceIp} and
 * {@link #neverHolds} validate them.
 *
 * @param sourceIps addresses and CIDR blocks, IPv4 or IPv6; empty: from anywhere
 * @param validFrom when the trust begins to apply, in whole seconds; null: from the start
 * @param validUntil when the trust ceases to apply, in whole seconds; null: it does not expire
 */
public record TrustConditions(
        List<String> sourceIps,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {

    private static final TrustConditions NONE = new TrustConditions(List.of(), null, null);

    public TrustConditions {
        // JSON without the list means the same as an empty list.
        sourceIps = sourceIps == null ? List.of() : List.copyOf(sourceIps);
        validFrom = toTheSecond(validFrom);
        validUntil = toTheSecond(validUntil);
    }

    /** No restrictions. */
    public static TrustConditions none() {
        return NONE;
    }

    /** Whether there are no restrictions. Not a part of the JSON. */
    @JsonIgnore
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether the end is not after the beginning, so that nobody would ever be let in. */
    public boolean neverHolds() {
        return validFrom != null && validUntil != null && !validFrom.isBefore(validUntil);
    }

    /** Whether IAM accepts a text as a value of {@code aws:SourceIp}: an address or a CIDR block. */
    public static boolean isSourceIp(String text) {
        return IpBlock.isIpBlock(text);
    }

    private static @Nullable Instant toTheSecond(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
