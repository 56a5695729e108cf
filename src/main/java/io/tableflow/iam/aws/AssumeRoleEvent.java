package io.tableflow.iam.aws;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of AssumeRole as CloudTrail shows it to the account of the role. Of a caller of another account it shows the account and the
 * principal's id, and no ARN (CloudTrail's user guide, "userIdentity element", example of cross-account access).
 *
 * @param id of the event
 * @param roleArn the role that was to be assumed
 * @param callerType such as {@code AWSAccount}, {@code AssumedRole}, {@code AWSService}
 * @param callerAccount null where CloudTrail does not say
 * @param callerId the principal's unique id, without the name of its session; for a service, its name
 * @param callerArn only for callers of the same account
 * @param errorCode null: the role was assumed
 * @param externalId what the caller sent; never stored, shown or logged
 * @param sharedEventId the same in the trails of both accounts
 */
public record AssumeRoleEvent(
        String id,
        Instant at,
        String roleArn,
        String callerType,
        @Nullable String callerAccount,
        @Nullable String callerId,
        @Nullable String callerArn,
        @Nullable String sessionName,
        @Nullable String sourceIp,
        @Nullable String errorCode,
        @Nullable String externalId,
        @Nullable String sharedEventId) {

    /** Without the external id. */
    @Override
    public String toString() {
        return "AssumeRoleEvent[" + id + ", " + at + ", " + roleArn + ", " + callerAccount + "]";
    }
}
