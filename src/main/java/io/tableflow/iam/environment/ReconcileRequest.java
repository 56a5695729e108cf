package io.tableflow.iam.environment;

import java.time.Instant;

/**
 * Somebody wants live IAM compared with the spec, and put right where it differs. It stands on the row until a comparison
 * that began later has found nothing of ours that differs.
 *
 * @param requestedBy an operator, or the service itself
 * @param reason why, in a few words
 */
public record ReconcileRequest(Instant requestedAt, String requestedBy, String reason) {}
