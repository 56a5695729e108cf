package io.tableflow.iam.console.environment;

import io.tableflow.iam.environment.revision.PolicyRevision;
import io.tableflow.iam.policy.document.PolicyDiff;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document that was in force.
 *
 * @param diff from the one before, as {@code diff -u} shows it
 * @param place where the page after it begins
 */
record RevisionLine(int number, Instant appliedAt, String appliedBy, String reason, String diff, long place) {

    /**
     * A revision, with what it changed.
     *
     * @param before the one before, of the same environment; null: there was none
     */
    static RevisionLine of(PolicyRevision revision, @Nullable PolicyRevision before) {
        return new RevisionLine(
                revision.number(),
                revision.appliedAt(),
                revision.appliedBy(),
                revision.reason(),
                PolicyDiff.between(before == null ? null : before.document(), revision.document()),
                revision.appliedOrder());
    }
}
