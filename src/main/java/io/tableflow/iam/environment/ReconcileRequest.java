package io.tableflow.iam.environment;

import java.time.Instant;

/**
 * A request to reconcile live IAM. It stays on the row until a comparison that began later has found no difference in
 * what the environment owns.
 *
 * @param requestedBy an operator, or the service itself
 * @param reason why, in a few words
 */
public record ReconcileRequest(Instant requestedAt, String requestedBy, String reason) {}
