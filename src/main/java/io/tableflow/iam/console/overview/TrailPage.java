package io.tableflow.iam.console.overview;

import io.tableflow.iam.audit.SealedAuditEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the audit trail.
 *
 * @param next where the next page begins; null: this is the last
 */
public record TrailPage(
        List<SealedAuditEntry> lines, @Nullable Long next) {

    /**
     * The page.
     *
     * @param found its lines, and one more if there are more
     */
    public static TrailPage of(List<SealedAuditEntry> found) {
        List<SealedAuditEntry> lines =
                found.stream().limit(AuditPageQueries.PAGE).toList();
        return new TrailPage(
                lines, found.size() > AuditPageQueries.PAGE ? lines.getLast().position() : null);
    }
}
