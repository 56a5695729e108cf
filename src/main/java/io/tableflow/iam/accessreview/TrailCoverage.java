package io.tableflow.iam.accessreview;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far CloudTrail was read in one region of an account.
 *
 * @param from since when calls are known
 * @param to until when; later ones are for the next look
 * @param window how much time is read at once: less where there are more calls than one look may read
 * @param skippedAt the end of the latest time that was not read, because even the shortest window had too many calls; null: none
 * @param askedAt when CloudTrail was last asked
 * @param failure why the latest look did not succeed; null: it did
 * @param permission the permission that is missing; null: none is known to be
 */
public record TrailCoverage(
        String region,
        Instant from,
        Instant to,
        Duration window,
        @Nullable Instant skippedAt,
        Instant askedAt,
        @Nullable String failure,
        @Nullable String permission) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    static TrailCoverage first(String region, Instant from, Instant now) {
        return new TrailCoverage(region, from, from, Duration.ofHours(1), null, now, null, null);
    }

    boolean isShortest() {
        return window.compareTo(SHORTEST) <= 0;
    }

    /** Read until then; the next window is longer. */
    TrailCoverage readTo(Instant end, Instant now) {
        Duration longer = window.multipliedBy(2);
        return new TrailCoverage(
                region, from, end, longer.compareTo(LONGEST) > 0 ? LONGEST : longer, skippedAt, now, null, null);
    }

    /** There was too much in the window. */
    TrailCoverage narrower(Instant now) {
        return new TrailCoverage(region, from, to, window.dividedBy(4), skippedAt, now, null, null);
    }

    /** There was too much even in the shortest window: it is left out. */
    TrailCoverage skippedTo(Instant end, Instant now) {
        return new TrailCoverage(region, from, end, window, end, now, null, null);
    }

    TrailCoverage failed(String why, @Nullable String missing, Instant now) {
        return new TrailCoverage(region, from, to, window, skippedAt, now, why, missing);
    }
}
