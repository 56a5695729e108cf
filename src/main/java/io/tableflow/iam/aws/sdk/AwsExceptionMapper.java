package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsException.Kind;
import io.tableflow.iam.outbound.RetryAfter;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Maps exceptions of the SDK to {@link AwsException}. */
final class AwsExceptionMapper {

    static final String WHO_AM_I = "GetCallerIdentity";

    private static final int LONGEST_REASON = 500;

    private AwsExceptionMapper() {}

    /**
     * The failure of a call of an operation.
     *
     * @param assumesRole whether the call needs a session of the provisioner role of another account
     */
    static AwsException failure(String operation, SdkException exception, boolean assumesRole) {
        return exception instanceof AwsServiceException answer
                ? answered(operation, answer, assumesRole)
                : unanswered(operation, exception);
    }

    private static AwsException answered(String operation, AwsServiceException answer, boolean assumesRole) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        String reason = details == null ? null : details.errorMessage();
        Kind byCode = AwsErrorClassifier.kindOf(answer, code, reason);
        // STS answers where IAM was called if the SDK needs credentials first.
        Kind kind = answer instanceof StsException
                ? AwsErrorClassifier.kindOfSession(byCode, reason, assumesRole)
                : isAboutABoundary(operation, byCode, reason) ? Kind.BOUNDARY_NOT_FOUND : byCode;
        if (kind == Kind.ACCOUNT_NOT_CONNECTED) {
            return refusedAssumeRole(operation, code, answer.requestId(), reason);
        }
        // When a signature is wrong, IAM's message repeats the signed request with the session token in it. So neither
        // the message nor the exception is passed on.
        boolean mayHoldSecrets = kind == Kind.CREDENTIALS && byCode != Kind.ACCESS_DENIED;
        String what = operation + " failed: " + (code == null ? "HTTP " + answer.statusCode() : code);
        String why = mayHoldSecrets ? ". AWS does not take the service's credentials." : because(reason);
        return new AwsException(
                kind,
                operation,
                code,
                answer.requestId(),
                what + why,
                RefusalRemedies.of(kind, code, reason),
                mayHoldSecrets ? null : answer);
    }

    // IAM calls a boundary's ARN a "Scope ARN". CreateRole needs nothing else to be there.
    private static boolean isAboutABoundary(String operation, Kind kind, @Nullable String reason) {
        return kind == Kind.NOT_FOUND
                && (operation.equals("CreateRole") || String.valueOf(reason).startsWith("Scope ARN"));
    }

    /** Whether AWS rejected the session of an assumed role, and not our own credentials. */
    static boolean isRefusedSession(AwsException failure, SdkException exception) {
        return failure.kind() == Kind.CREDENTIALS
                && exception instanceof AwsServiceException
                && !(exception instanceof StsException)
                && !String.valueOf(failure.errorCode()).contains("Request");
    }

    /** The delay that AWS asks for; zero if it asks for none. */
    static Duration retryAfter(SdkException exception) {
        return Optional.of(exception)
                .filter(AwsServiceException.class::isInstance)
                .map(answer -> ((AwsServiceException) answer).awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                .map(header -> RetryAfter.parse(header, Instant.now()))
                .orElse(Duration.ZERO);
    }

    /** Transient: the next call begins another session. */
    static AwsException refusedSession(AwsException refused) {
        String message = refused.operation() + " failed: " + refused.errorCode()
                + ". AWS takes the session of the provisioner role no more; the role is assumed again for the next"
                + " call.";
        return new AwsException(
                Kind.UNAVAILABLE, refused.operation(), refused.errorCode(), refused.requestId(), message, null);
    }

    private static AwsException refusedAssumeRole(
            String operation, @Nullable String code, @Nullable String requestId, @Nullable String reason) {
        String remedy = RefusalRemedies.of(Kind.ACCOUNT_NOT_CONNECTED, code, reason);
        String why = remedy == null
                ? ". It must be there, trust this service, and expect the external id of"
                        + " tableflow.aws.provisioner-external-id"
                : " (" + code + ")";
        String message =
                operation + " failed: the provisioner role cannot be assumed in that account" + why + because(reason);
        return new AwsException(Kind.ACCOUNT_NOT_CONNECTED, operation, code, requestId, message, remedy, null);
    }

    private static AwsException unanswered(String operation, SdkException exception) {
        if (String.valueOf(exception.getMessage()).startsWith("Unable to load credentials")) {
            String message = operation + " failed: no AWS credentials were found where the AWS SDK looks for them.";
            return new AwsException(Kind.CREDENTIALS, operation, null, null, message, exception);
        }
        String message = operation + " failed: " + whyUnanswered(exception);
        return new AwsException(Kind.UNAVAILABLE, operation, null, null, message, exception);
    }

    private static String whyUnanswered(SdkException exception) {
        if (exception instanceof ApiCallTimeoutException || exception instanceof ApiCallAttemptTimeoutException) {
            return "AWS did not answer in time.";
        }
        if (exception instanceof AbortedException) {
            return "the call was interrupted before AWS answered.";
        }
        Throwable root = exception;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // The socket has the same timeout as the call, so either can notice first.
        if (SocketTimeoutException.class.equals(root.getClass())) {
            return "AWS did not answer in time.";
        }
        // A parser's message may quote the answer, and an answer of STS holds credentials.
        return root instanceof IOException
                ? "the connection to AWS broke (" + root.getClass().getSimpleName() + because(root.getMessage()) + ")"
                : "the answer of AWS could not be read (" + root.getClass().getSimpleName() + ").";
    }

    private static String because(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return "";
        }
        return ": " + (reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason);
    }
}
