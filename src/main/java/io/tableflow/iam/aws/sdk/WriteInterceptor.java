package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsWrite;
import io.tableflow.iam.aws.AwsWriteRecorder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Has {@link AwsWriteRecorder} record every writing call of an IAM client. */
final class WriteInterceptor implements ExecutionInterceptor {

    /** The prefixes of operations that change nothing. */
    private static final List<String> READING = List.of("Get", "List", "Simulate", "Generate");

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

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        String requestId = context.response() instanceof AwsResponse response
                ? response.responseMetadata().requestId()
                : null;
        note(context.request(), attributes, AwsWrite.OK, requestId);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        AwsException failure = context.exception() instanceof SdkException exception
                ? AwsExceptionMapper.failure(operation(attributes), exception)
                : null;
        String code = failure == null ? null : failure.errorCode();
        note(
                context.request(),
                attributes,
                Objects.requireNonNullElse(code, AwsWrite.NO_ANSWER),
                failure == null ? null : failure.requestId());
    }

    private static void note(
            SdkRequest request, ExecutionAttributes attributes, String outcome, @Nullable String requestId) {
        String operation = operation(attributes);
        if (READING.stream().noneMatch(operation::startsWith)) {
            AwsWriteRecorder.add(new AwsWrite(operation, targets(request), outcome, requestId));
        }
    }

    private static String operation(ExecutionAttributes attributes) {
        return Objects.requireNonNullElse(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), "unknown");
    }

    private static Map<String, String> targets(SdkRequest request) {
        Map<String, String> targets = new LinkedHashMap<>();
        for (String name : NAMES) {
            request.getValueForField(name, String.class)
                    .ifPresent(value -> targets.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), value));
        }
        return targets;
    }
}
