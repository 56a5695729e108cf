package io.tableflow.iam.environment;

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
record Deletion(
        @Nullable Instant deletionRequestedAt,
        @Nullable String deletionRequestedBy,
        @Nullable String deletionForcedBy,
        @JdbcTypeCode(SqlTypes.JSON) Detachments detachments) {

    static Deletion none() {
        return new Deletion(null, null, null, Detachments.NONE);
    }

    boolean isRequested() {
        return deletionRequestedAt != null;
    }

    Deletion requested(String by, Instant now) {
        return isRequested() ? this : new Deletion(now, by, deletionForcedBy, detachments);
    }

    Deletion forced(String by) {
        return deletionForcedBy != null
                ? this
                : new Deletion(deletionRequestedAt, deletionRequestedBy, by, detachments);
    }

    Deletion with(Detachments changed) {
        return new Deletion(deletionRequestedAt, deletionRequestedBy, deletionForcedBy, changed);
    }
}
