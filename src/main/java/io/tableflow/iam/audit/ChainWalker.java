package io.tableflow.iam.audit;

import io.tableflow.iam.audit.ChainValidation.Broken;
import io.tableflow.iam.audit.ChainValidation.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Follows the chain line by line, and keeps the first position that is wrong. */
final class ChainWalker {

    private final EntryAuthentication authentication;
    private long keyedFrom;
    private long position;
    private String hash = HashChain.BEGINNING;
    private @Nullable Broken broken;

    ChainWalker(EntryAuthentication authentication) {
        this.authentication = authentication;
        this.keyedFrom = authentication.keyedFrom();
    }

    /** The next row of {@code audit_seal} with its line, which may be missing. */
    void next(ResultSet row) throws SQLException {
        long next = row.getLong("position");
        String sealed = row.getString("hash");
        if (broken == null) {
            broken = whatIsWrong(next, sealed, row);
        }
        position = next;
        hash = sealed;
    }

    private @Nullable Broken whatIsWrong(long next, String sealed, ResultSet row) throws SQLException {
        if (next != position + 1) {
            return missing(position + 1, "Lines " + (position + 1) + " to " + (next - 1) + " are missing.");
        }
        row.getLong("id");
        if (row.wasNull()) {
            return missing(next, "Line " + next + " is missing: what remains of it is its hash.");
        }
        String digest = AuditEntryRowMapper.line(row).digest();
        if (!sealed.equals(HashChain.link(hash, digest))) {
            return new Broken(next, Reason.ALTERED, "Line " + next + ", or its hash, is not as it was written.");
        }
        return isForged(next, digest, row.getString("mac"))
                ? forged(next, "Line " + next + " was not written by a node with one of the keys.")
                : null;
    }

    /**
     * Whether a line at that position had to be authentic and is not. From the first authentic one on, all have to be: nodes that
     * have the key write no others.
     */
    boolean isForged(long at, String digest, @Nullable String code) {
        if (!authentication.isKeyed() || (code == null && (keyedFrom == 0 || at < keyedFrom))) {
            return false;
        }
        if (!authentication.isAuthentic(digest, code)) {
            return true;
        }
        keyedFrom = keyedFrom == 0 ? at : keyedFrom;
        return false;
    }

    /** The position from which every line must be authentic; null: there is no key, or no such line yet. */
    @Nullable
    Long keyedFrom() {
        return authentication.isKeyed() && keyedFrom > 0 ? keyedFrom : null;
    }

    static Broken forged(long position, String message) {
        return new Broken(position, Reason.FORGED, message);
    }

    /** Compares the end of the chain with its head, after the last row. */
    void end(ChainSealer.Head head) {
        if (broken != null) {
            return;
        }
        if (position < head.position()) {
            broken = missing(
                    position + 1, "The newest lines are missing, " + (position + 1) + " to " + head.position() + ".");
        } else if (position > head.position()) {
            broken = new Broken(
                    head.position(),
                    Reason.INSERTED,
                    "Behind line " + head.position() + ", the end of the chain, stand others.");
        } else if (!hash.equals(head.hash())) {
            broken = new Broken(position, Reason.ALTERED, "The chain does not end with the hash that its head has.");
        }
    }

    /** Reports another error, which counts if it is at an earlier position. */
    void also(Broken other) {
        if (broken == null || other.id() < broken.id()) {
            broken = other;
        }
    }

    /** How many lines were read, and the hash of the last one. */
    ChainSealer.Head reached() {
        return new ChainSealer.Head(position, hash);
    }

    @Nullable
    Broken broken() {
        return broken;
    }

    static Broken missing(long position, String message) {
        return new Broken(position, Reason.MISSING, message);
    }
}
