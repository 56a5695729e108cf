package io.tableflow.iam.aws;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that changed something in AWS, or was meant to.
 *
 * @param operation the API operation, such as {@code CreateRole}
 * @param targets what it was about, by the parameters that name it: {@code roleName}, {@code policyArn} and so on
 * @param outcome {@value #OK}, AWS's own error code, or {@value #NO_ANSWER} where it may have taken effect all the same
 * @param requestId the id under which AWS support and CloudTrail know the call; null where there was no answer
 */
public record AwsWrite(
        String operation,
        Map<String, String> targets,
        String outcome,
        @Nullable String requestId) {

    /** It took effect. */
    public static final String OK = "OK";

    /** Nobody heard whether it took effect. */
    public static final String NO_ANSWER = "NO_ANSWER";

    public AwsWrite {
        targets = Map.copyOf(targets);
    }
}
