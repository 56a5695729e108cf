package io.tableflow.iam.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of validating the chain.
 *
 * @param valid whether every line is there, as it was written, in its place, and no other
 * @param lines how many lines were read
 * @param head how the chain ends
 * @param keyedFrom the position from which every line is known to be written by a node with the key; null: there is no key, or
 *     no such line yet, so that a line that somebody inserted cannot be told from one of the service
 * @param firstBroken the first error; null where there is none
 */
public record ChainValidation(
        boolean valid,
        long lines,
        Head head,
        Instant checkedAt,
        @Nullable Long keyedFrom,
        @Nullable Broken firstBroken) {

    /**
     * The end of the chain.
     *
     * @param id the position of the newest line; 0 where there is none
     * @param hash its hash, in hex
     */
    public record Head(long id, String hash) {}

    /**
     * The first position that is wrong.
     *
     * @param id of the line that is wrong or missing; of an inserted one, that of the line before it
     */
    public record Broken(long id, Reason reason, String message) {}

    /** The kinds of damage. */
    public enum Reason {
        /** The line, or its hash, is not as it was written. */
        ALTERED,
        /** The line was removed, in the middle or at the end. */
        MISSING,
        /** The service did not write the line. */
        INSERTED,
        /** The line is a link of the chain, but no node with the key wrote it. */
        FORGED
    }
}
