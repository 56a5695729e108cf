package io.tableflow.iam.accessreview;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody has looked at who uses an environment's role, and for what.
 *
 * @param reviewer the caller
 * @param nextDue when it has to be done again
 */
public record AccessReview(UUID id, String reviewer, String note, Instant reviewedAt, Instant nextDue) {}
