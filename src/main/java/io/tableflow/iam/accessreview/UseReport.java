package io.tableflow.iam.accessreview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * IAM's latest report on the services and actions that a role has used.
 *
 * @param collectedAt null: there is none yet
 * @param failure why the latest attempt did not succeed; null: it did
 * @param permission the permission that is missing; null: none is known to be
 * @param lines services, with an empty action, and actions
 */
public record UseReport(
        Instant askedAt,
        @Nullable Instant collectedAt,
        @Nullable String failure,
        @Nullable String permission,
        List<Line> lines) {

    public UseReport {
        lines = List.copyOf(lines);
    }

    /**
     * A service, or an action that AWS tracks.
     *
     * @param action empty: the service itself
     * @param at when it was last used; null: not in the time that AWS tracks
     */
    public record Line(
            String service,
            String action,
            @Nullable Instant at,
            @Nullable String region) {}
}
