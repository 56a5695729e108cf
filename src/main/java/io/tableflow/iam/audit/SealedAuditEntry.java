package io.tableflow.iam.audit;

/**
 * A line of the trail in its place in the chain.
 *
 * @param position counted from 1, without gaps
 * @param hash of this line and of all before it, in hex
 */
public record SealedAuditEntry(long position, AuditEntry line, String hash) {}
