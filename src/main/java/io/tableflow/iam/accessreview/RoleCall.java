package io.tableflow.iam.accessreview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of AssumeRole for an environment's role, as it is stored: without the external id.
 *
 * @param callerAccount null where CloudTrail does not say
 * @param callerId the principal's unique id; null where CloudTrail does not say
 * @param callerArn only for callers of the role's own account
 * @param errorCode null: the role was assumed
 * @param externalIdMatched whether the external id was the integration's; null: none was sent, or none is known
 * @param unexpected why it was not expected; null: it was
 */
public record RoleCall(
        String id,
        Instant at,
        String region,
        String callerType,
        @Nullable String callerAccount,
        @Nullable String callerId,
        @Nullable String callerArn,
        @Nullable String sessionName,
        @Nullable String sourceIp,
        @Nullable String errorCode,
        @Nullable Boolean externalIdMatched,
        @Nullable String sharedEventId,
        @Nullable Unexpected unexpected) {

    /** Why a call was not expected. */
    public enum Unexpected {
        /** The caller's account is not the one of Confluent's principal. */
        OTHER_ACCOUNT,
        /** The account is the right one, and the principal's id is not the one that was first seen for the integration. */
        OTHER_PRINCIPAL
    }
}
