package io.tableflow.iam.accessreview;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the use of one action that the environment's documents allow.
 *
 * @param action such as {@code glue:GetTable}, as the document has it
 * @param at when it was last used, or tried; null unless {@code USED}
 */
public record ActionEvidence(
        String action,
        Status status,
        @Nullable Instant at,
        @Nullable String region) {

    /** What is known. */
    public enum Status {
        /** It was used, or tried. */
        USED,
        /** AWS tracks it, and has not seen it. */
        NOT_SEEN,
        /** AWS does not track it: nothing follows. So with all that reads and writes objects in S3. */
        NOT_TRACKED,
        /** There is no report. */
        UNKNOWN
    }

    /** The one action of ours on a bucket that is a management event; the others are data events, which IAM never reports. */
    private static final Set<String> TRACKED_IN_S3 = Set.of("GetBucketLocation");

    /**
     * @param report null: there is none
     */
    static ActionEvidence of(String granted, @Nullable UseReport report) {
        if (report == null || report.collectedAt() == null) {
            return new ActionEvidence(granted, Status.UNKNOWN, null, null);
        }
        String service = granted.substring(0, granted.indexOf(':'));
        String action = granted.substring(granted.indexOf(':') + 1);
        List<UseReport.Line> lines = report.lines().stream()
                .filter(it -> it.service().equals(service) && !it.action().isEmpty() && covers(action, it.action()))
                .toList();
        UseReport.Line used = lines.stream()
                .filter(it -> it.at() != null)
                .reduce((one, other) -> other.at() != null && other.at().isAfter(one.at()) ? other : one)
                .orElse(null);
        if (used != null) {
            return new ActionEvidence(granted, Status.USED, used.at(), used.region());
        }
        boolean isTracked = !lines.isEmpty() && (!service.equals("s3") || TRACKED_IN_S3.contains(action));
        return new ActionEvidence(granted, isTracked ? Status.NOT_SEEN : Status.NOT_TRACKED, null, null);
    }

    private static boolean covers(String granted, String action) {
        return granted.endsWith("*")
                ? action.startsWith(granted.substring(0, granted.length() - 1))
                : granted.equals(action);
    }
}
