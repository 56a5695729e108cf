package io.tableflow.iam.accessreview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of the use of one environment's role.
 *
 * @param isCollected whether the service collects it at all
 * @param services that the role's policies allow, as IAM reports them
 * @param actions that the environment's documents allow, each with what is known of its use
 * @param since the beginning of the time for which IAM's report speaks; null: there is no report
 * @param callers most recent first
 * @param calls newest first
 */
public record RoleUseSummary(
        boolean isCollected,
        LastUse lastUse,
        @Nullable UseReport report,
        @Nullable Instant since,
        List<UseReport.Line> services,
        List<ActionEvidence> actions,
        List<TrailCoverage> coverage,
        List<RoleCaller> callers,
        List<RoleCall> calls) {

    private static final String OFF = "It is not collected: tableflow.access-review.enabled is false.";

    /** Why there is no report of IAM's, or none that is newer; null: it is the latest. */
    public @Nullable String reportUnknownBecause() {
        if (report == null) {
            return isCollected ? "There is no report yet." : OFF;
        }
        return report.failure() == null && !isCollected ? OFF : report.failure();
    }

    /** Why nothing is known of calls of AssumeRole, or nothing of late; null: it is. */
    public @Nullable String callsUnknownBecause() {
        if (!isCollected) {
            return OFF;
        }
        if (coverage.isEmpty()) {
            return "CloudTrail was not read yet.";
        }
        return coverage.stream().allMatch(it -> it.failure() != null)
                ? "CloudTrail could not be read in any region: "
                        + coverage.getFirst().failure()
                : null;
    }

    /**
     * When the role was last used in any service, by IAM.
     *
     * @param checkedAt when IAM was asked
     * @param at null: never in the time that AWS tracks, or not known
     * @param unknownBecause why it is not known; null: it is
     * @param permission the permission that is missing; null: none is known to be
     */
    public record LastUse(
            Instant checkedAt,
            @Nullable Instant at,
            @Nullable String region,
            @Nullable String unknownBecause,
            @Nullable String permission) {}
}
