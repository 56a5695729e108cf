package io.tableflow.iam.environment;

import java.time.Instant;

/**
 * A request to compare live IAM with the desired state, and to correct it. It stays on the row until a comparison that began
 * later has found no difference in what is ours.
 *
 * @param requestedBy an operator, or the service itself
 * @param reason why, in a few words
 */
public record ReconcileRequest(Instant requestedAt, String requestedBy, String reason) {}
