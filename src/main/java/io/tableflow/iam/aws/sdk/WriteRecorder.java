package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsWrite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.iam.model.IamResponse;

/**
 * Makes calls that write, and reports each as soon as it has ended, with AWS's request id: also one that failed, since it may
 * have taken effect all the same.
 */
record WriteRecorder(Runnable beforeEach, Consumer<AwsWrite> writes) {

    /** The IAM parameters that name a resource. None of them holds a secret or a document. */
    private static final List<String> NAMES = List.of(
            "RoleName",
            "PolicyArn",
            "PolicyName",
            "VersionId",
            "UserName",
            "GroupName",
            "InstanceProfileName",
            "PermissionsBoundary");

    <Q extends IamRequest, A extends IamResponse> A call(String operation, Q request, Function<Q, A> call) {
        beforeEach.run();
        try {
            A answer = call.apply(request);
            writes.accept(new AwsWrite(
                    operation,
                    targets(request),
                    AwsWrite.OK,
                    answer.responseMetadata().requestId()));
            return answer;
        } catch (SdkException exception) {
            AwsException failure = AwsExceptionMapper.failure(operation, exception, false);
            String outcome = Objects.requireNonNullElse(failure.errorCode(), AwsWrite.NO_ANSWER);
            writes.accept(new AwsWrite(operation, targets(request), outcome, failure.requestId()));
            throw exception;
        } catch (RuntimeException unexpected) {
            writes.accept(new AwsWrite(operation, targets(request), AwsWrite.NO_ANSWER, null));
            throw unexpected;
        }
    }

    private static Map<String, String> targets(IamRequest request) {
        Map<String, String> targets = new LinkedHashMap<>();
        for (String name : NAMES) {
            request.getValueForField(name, String.class)
                    .ifPresent(value -> targets.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), value));
        }
        return targets;
    }
}
