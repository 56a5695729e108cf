package io.tableflow.iam.audit;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event comes to, before it is known who asks, from where, and by which request.
 *
 * @param reason why; {@code null} where the request that is being served says it
 * @param workflowId correlates it where no request does
 */
record AuditEntryDraft(
        Enum<?> type,
        @Nullable UUID environmentId,
        @Nullable String environment,
        @Nullable String actor,
        @Nullable String reason,
        @Nullable UUID workflowId,
        @Nullable Object before,
        @Nullable Object after,
        Map<String, ?> details) {}
