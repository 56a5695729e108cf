package io.tableflow.iam.accessreview;

import java.time.Instant;

/**
 * Who has called AssumeRole for an environment's role.
 *
 * @param integration the id of the integration that was in force then; empty: none is known for that time
 * @param account empty where CloudTrail does not say
 * @param id the principal's unique id; empty where CloudTrail does not say
 */
public record RoleCaller(
        String integration, String account, String id, Instant firstSeen, Instant lastSeen, long times) {}
