package io.tableflow.iam.environment;

import io.tableflow.iam.environment.status.DetachmentLog;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * Whether an environment is to go. Once said, it stays said.
 *
 * @param deletionRequestedAt null: it is not to go
 * @param deletionForcedBy who asked that what others attached is taken off as well; null: nobody
 */
@Embeddable
record DeletionRequest(
        @Nullable Instant deletionRequestedAt,
        @Nullable String deletionRequestedBy,
        @Nullable String deletionForcedBy,
        @JdbcTypeCode(SqlTypes.JSON) DetachmentLog detachments) {

    static DeletionRequest none() {
        return new DeletionRequest(null, null, null, DetachmentLog.NONE);
    }

    boolean isRequested() {
        return deletionRequestedAt != null;
    }

    DeletionRequest requested(String by, Instant now) {
        return isRequested() ? this : new DeletionRequest(now, by, deletionForcedBy, detachments);
    }

    DeletionRequest forced(String by) {
        return deletionForcedBy != null
                ? this
                : new DeletionRequest(deletionRequestedAt, deletionRequestedBy, by, detachments);
    }

    DeletionRequest with(DetachmentLog changed) {
        return new DeletionRequest(deletionRequestedAt, deletionRequestedBy, deletionForcedBy, changed);
    }
}
