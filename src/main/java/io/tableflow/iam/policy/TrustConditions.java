package io.tableflow.iam.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        sourceIps = sourceIps == null ? List.of() : withoutHostBits(sourceIps);
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
        return IpBlock.parse(text).isPresent();
    }

    /** Whether AWS never sees a request from there, since its addresses are not public; no if it is no address. */
    public static boolean isNeverSeen(String text) {
        return IpBlock.parse(text).filter(IpBlock::isNotPublic).isPresent();
    }

    /**
     * Those of its blocks that restrict nothing, as they are all addresses from which a request can reach AWS: {@code 0.0.0.0/0} by
     * itself, {@code 0.0.0.0/1} together with {@code 128.0.0.0/1}.
     *
     * @return lists of blocks that are all addresses together, one for each version of IP at most
     */
    public List<List<String>> sourceIpsWithoutEffect() {
        return Stream.of(IpBlock.V4_INTERNET, IpBlock.V6_INTERNET)
                .map(this::blocksThatAreAllOf)
                .filter(blocks -> !blocks.isEmpty())
                .toList();
    }

    private List<String> blocksThatAreAllOf(IpBlock internet) {
        Map<String, IpBlock> blocks = new LinkedHashMap<>();
        sourceIps.forEach(
                text -> IpBlock.parse(text).filter(internet::contains).ifPresent(block -> blocks.put(text, block)));
        if (!internet.isCoveredBy(blocks.values())) {
            return List.of();
        }
        List<String> alone = blocks.entrySet().stream()
                .filter(block -> block.getValue().isEverywhere())
                .map(Map.Entry::getKey)
                .toList();
        return alone.isEmpty() ? List.copyOf(blocks.keySet()) : alone;
    }

    /** IAM takes {@code 203.0.113.7/24} and means {@code 203.0.113.0/24}: the request is to say what holds. */
    private static List<String> withoutHostBits(List<String> sourceIps) {
        return sourceIps.stream()
                .map(text -> IpBlock.parse(text)
                        .filter(IpBlock::hasHostBits)
                        .map(IpBlock::withoutHostBits)
                        .orElse(text))
                .distinct()
                .toList();
    }

    private static @Nullable Instant toTheSecond(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
