package io.tableflow.iam;

import static io.tableflow.iam.TableflowProperties.require;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By what environments are judged.
 *
 * @param requirePermissionsBoundary whether each role is to have a permissions boundary
 * @param longestSession how long a session of a role may last at most
 * @param repairWithin how long drift may last
 * @param unusedAfter how long a role may be open without being used
 * @param longestWaiver how far ahead the end of a waiver may be
 * @param waiverApproval whether a waiver counts only once somebody else than its requester has approved it
 */
public record ComplianceProperties(
        @DefaultValue("false") boolean requirePermissionsBoundary,
        @DefaultValue("1h") Duration longestSession,
        @DefaultValue("15m") Duration repairWithin,
        @DefaultValue("90d") Duration unusedAfter,
        @DefaultValue("365d") Duration longestWaiver,
        @DefaultValue("false") boolean waiverApproval) {

    private static final Duration SHORTEST_SESSION = Duration.ofHours(1);
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);
    private static final Duration TRACKED = Duration.ofDays(400);

    public ComplianceProperties {
        require(
                longestSession.compareTo(SHORTEST_SESSION) >= 0 && longestSession.compareTo(LONGEST_SESSION) <= 0,
                "tableflow.compliance.longest-session must be between 1h and 12h, as AWS allows");
        require(
                repairWithin.compareTo(Duration.ofMinutes(1)) >= 0,
                "tableflow.compliance.repair-within must be one minute or longer");
        require(
                unusedAfter.compareTo(Duration.ofDays(1)) >= 0 && unusedAfter.compareTo(TRACKED) <= 0,
                "tableflow.compliance.unused-after must be between 1d and 400d, which is how far back IAM's reports go");
        require(
                longestWaiver.compareTo(Duration.ofDays(1)) >= 0 && longestWaiver.compareTo(Duration.ofDays(366)) <= 0,
                "tableflow.compliance.longest-waiver must be between 1d and 366d");
    }
}
