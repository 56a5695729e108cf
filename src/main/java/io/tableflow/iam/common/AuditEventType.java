package io.tableflow.iam.common;

import java.util.Arrays;
import java.util.List;

/**
 * The types of entries in the audit trail. Readers of the trail depend on them: a type can be added, but never renamed
 * or removed, because stored entries keep it for ever.
 */
public enum AuditEventType {
    ABANDONED,
    ACCESS_REFUSED,
    ACCESS_REVIEWED,
    ACTIVATED,
    ADOPTED,
    ATTEMPT_LOST,
    AWS_WRITE,
    CALLBACK_ACCEPTED,
    CALLBACK_REFUSED,
    CALLBACK_REPEATED,
    CONFLUENT_WRITE,
    DELETED,
    DELETION_REQUESTED,
    DRIFT_CONTESTED,
    DRIFT_FOUND,
    FAILED,
    FOREIGN_DETACHED,
    INTEGRATION_GONE,
    INTEGRATION_LEFT,
    INTEGRATION_RECEIVED,
    INTEGRATION_REJECTED,
    INTEGRATION_ROTATED,
    INTEGRATION_WITHDRAWN,
    LOGIN_REFUSED,
    NOTIFICATION_DISABLED,
    NOTIFICATION_ENABLED,
    NOTIFICATION_REPLAYED,
    NOTIFICATION_SKIPPED,
    NOTIFICATION_TESTED,
    POLICY_APPLIED,
    PROVISIONED,
    RECONCILE_REQUESTED,
    REFUSALS_COUNTED,
    RELEASED,
    REPAIRED,
    REQUESTED,
    RETRIED,
    ROLE_RECREATED,
    TAGS_RESTORED,
    TRUST_ESTABLISHED,
    TRUST_WITHDRAWN,
    UPDATED,
    UPDATE_REQUESTED,
    VERIFIED,
    WAIVER_APPROVED,
    WAIVER_REQUESTED,
    WAIVER_WITHDRAWN,
    WORKFLOW_BEGUN,
    WORKFLOW_CANCELLED,
    WORKFLOW_FAILED,
    WORKFLOW_RESUMED,
    WORKFLOW_SUCCEEDED;

    /** The names of all types, sorted. */
    public static final List<String> NAMES =
            Arrays.stream(values()).map(Enum::name).sorted().toList();
}
