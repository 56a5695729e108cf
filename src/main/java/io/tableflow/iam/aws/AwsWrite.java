package io.tableflow.iam.aws;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that changed something in AWS, or was meant to.
 *
 * @param operation the API operation, such as {@code CreateRole}
 * @param targets the parameters that name the resources: {@code roleName}, {@code policyArn} and so on
 * @param outcome {@value #OK}, AWS's own error code, or {@value #NO_ANSWER} if the call may have taken effect all the
 *     same
 * @param requestId the id by which AWS support and CloudTrail find the call; null if AWS did not answer
 */
public record AwsWrite(
        String operation,
        Map<String, String> targets,
        String outcome,
        @Nullable String requestId) {

    /** The call took effect. */
    public static final String OK = "OK";

    /** AWS did not answer, so it is not known whether the call took effect. */
    public static final String NO_ANSWER = "NO_ANSWER";

    public AwsWrite {
        targets = Map.copyOf(targets);
    }
}
