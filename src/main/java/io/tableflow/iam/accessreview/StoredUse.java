package io.tableflow.iam.accessreview;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of the use of one environment's role, and of its reviews.
 *
 * @param reportedAt when IAM last reported on what the role has used; null: never
 * @param lastReported when, by that report, it last used a service; null: not in the time that AWS tracks
 * @param lastCalled when, by what CloudTrail showed, it was last assumed; null: it showed no call
 * @param review the latest; null: there was none
 */
public record StoredUse(
        @Nullable Instant reportedAt,
        @Nullable Instant lastReported,
        @Nullable Instant lastCalled,
        @Nullable AccessReview review) {

    /** Nothing is stored. */
    public static final StoredUse NOTHING = new StoredUse(null, null, null, null);

    /** When the role was last used, by either; empty: that is not known. */
    public Optional<Instant> lastUsed() {
        return Stream.of(lastReported, lastCalled).flatMap(Stream::ofNullable).max(Instant::compareTo);
    }
}
