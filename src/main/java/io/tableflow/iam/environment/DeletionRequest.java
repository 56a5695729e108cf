package io.tableflow.iam.environment;

import io.tableflow.iam.environment.status.DetachmentLog;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;
import org.jspecify.annotations.Nullable;

/**
 * Whether an environment is to be deleted. A request cannot be withdrawn.
 *
 * @param requestedAt null: there is no request
 * @param forcedBy who requested that what others attached be detached as well; null: nobody
 * @param abandonedBy who requested that the environment be let go without a call to AWS; null: nobody
 * @param detachments what a forced deletion found and detached
 */
@Embeddable
public record DeletionRequest(
        @Column(name = "deletion_requested_at") @Nullable Instant requestedAt,
        @Column(name = "deletion_requested_by") @Nullable String requestedBy,
        @Column(name = "deletion_forced_by") @Nullable String forcedBy,
        @Column(name = "deletion_abandoned_by") @Nullable String abandonedBy,

        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class)
        DetachmentLog detachments) {

    static DeletionRequest none() {
        return new DeletionRequest(null, null, null, null, DetachmentLog.NONE);
    }

    public boolean isRequested() {
        return requestedAt != null;
    }

    DeletionRequest requested(String by, Instant now) {
        return isRequested() ? this : new DeletionRequest(now, by, forcedBy, abandonedBy, detachments);
    }

    DeletionRequest forced(String by) {
        return forcedBy != null ? this : new DeletionRequest(requestedAt, requestedBy, by, abandonedBy, detachments);
    }

    /** Whether nothing is called in AWS any more. */
    public boolean isAbandoned() {
        return abandonedBy != null;
    }

    DeletionRequest abandoned(String by) {
        return isAbandoned() ? this : new DeletionRequest(requestedAt, requestedBy, forcedBy, by, detachments);
    }

    DeletionRequest with(DetachmentLog changed) {
        return new DeletionRequest(requestedAt, requestedBy, forcedBy, abandonedBy, changed);
    }
}
