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
 * @param detachments what a forced deletion found and detached
 */
@Embeddable
public record DeletionRequest(
        @Column(name = "deletion_requested_at") @Nullable Instant requestedAt,
        @Column(name = "deletion_requested_by") @Nullable String requestedBy,
        @Column(name = "deletion_forced_by") @Nullable String forcedBy,

        @JdbcTypeCode(SqlTypes.JSON) @Mutability(Immutability.class)
        DetachmentLog detachments) {

    static DeletionRequest none() {
        return new DeletionRequest(null, null, null, DetachmentLog.NONE);
    }

    public boolean isRequested() {
        return requestedAt != null;
    }

    DeletionRequest requested(String by, Instant now) {
        return isRequested() ? this : new DeletionRequest(now, by, forcedBy, detachments);
    }

    DeletionRequest forced(String by) {
        return forcedBy != null ? this : new DeletionRequest(requestedAt, requestedBy, by, detachments);
    }

    DeletionRequest with(DetachmentLog changed) {
        return new DeletionRequest(requestedAt, requestedBy, forcedBy, changed);
    }
}
