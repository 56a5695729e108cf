package io.tableflow.iam.console.environment;

import io.tableflow.iam.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/**
 * One of the three documents, beside what is live.
 *
 * @param words what it is for
 * @param desired as it should be; null: not known before the account is
 * @param revision the number of the revision in force; null: none was applied yet
 * @param difference from the desired document to the live one, as {@code diff -u} shows it; empty: none was seen
 */
record DocumentLine(
        PolicyKind kind,
        String words,
        @Nullable String desired,
        @Nullable Integer revision,
        String difference) {

    static String words(PolicyKind kind) {
        return switch (kind) {
            case TRUST -> "Trust: who may assume the role";
            case S3 -> "S3: what the role may do in the bucket";
            case GLUE -> "Glue: what the role may do in the catalog";
        };
    }
}
