package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AwsException.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Classifies the error codes of the services that are called: those of their API references, and those common to all of AWS. A code that
 * none of them has says what AWS calls it, and nothing about what helps.
 */
final class AwsErrorClassifier {

    /** S3 has no such function, or an emulator no such operation, whatever the code says: it is not worth asking again. */
    private static final int NOT_IMPLEMENTED = 501;

    private AwsErrorClassifier() {}

    static Kind kindOf(AwsServiceException answer, @Nullable String code, @Nullable String reason) {
        if (answer.isThrottlingException()) {
            return Kind.THROTTLED;
        }
        if (answer.statusCode() == NOT_IMPLEMENTED) {
            return Kind.REFUSED;
        }
        return code == null || code.isBlank()
                ? byStatus(answer.statusCode())
                : byCode(code, String.valueOf(reason), answer.statusCode());
    }

    /** The class of what STS answers where a session is needed first: no request of ours has been made. */
    static Kind kindOfSession(Kind kind, @Nullable String reason, boolean ofAnotherAccount) {
        return switch (kind) {
            case ACCESS_DENIED, INVALID_REQUEST, REFUSED ->
                ofAnotherAccount && !isOfOurOwnIdentity(String.valueOf(reason))
                        ? Kind.ACCOUNT_NOT_CONNECTED
                        : Kind.CREDENTIALS;
            default -> kind;
        };
    }

    /** Whether STS refuses the web identity or the SAML assertion from which our own credentials come. */
    private static boolean isOfOurOwnIdentity(String reason) {
        return reason.contains("sts:AssumeRoleWith");
    }

    private static Kind byCode(String code, String reason, int status) {
        return switch (withoutSuffix(code)) {
            case "TooManyRequests", "Throttling", "RequestLimitExceeded" -> Kind.THROTTLED;
            case "ServiceFailure",
                    "ServiceUnavailable",
                    "InternalFailure",
                    "InternalError",
                    "RequestTimeout",
                    "RequestAborted",
                    "IDPCommunicationError" -> Kind.UNAVAILABLE;
            // What was deleted and made again can be changed after some minutes.
            case "ConcurrentModification", "EntityTemporarilyUnmodifiable" -> Kind.CONCURRENT_MODIFICATION;
            case "NoSuchEntity",
                    "NotFound",
                    "EntityNotFound",
                    "NoSuchBucket",
                    "NoSuchBucketPolicy",
                    "ServerSideEncryptionConfigurationNotFoundError",
                    "NoSuchPublicAccessBlockConfiguration",
                    "ObjectLockConfigurationNotFoundError",
                    "NoSuchLifecycleConfiguration" -> Kind.NOT_FOUND;
            case "EntityAlreadyExists" -> Kind.ALREADY_EXISTS;
            case "DeleteConflict" -> Kind.DELETE_CONFLICT;
            case "LimitExceeded" -> Kind.LIMIT_EXCEEDED;
            case "MalformedPolicyDocument" ->
                reason.contains("Invalid principal in policy") ? Kind.INVALID_PRINCIPAL : Kind.INVALID_REQUEST;
            case "AccessDenied", "UnauthorizedOperation", "NotAuthorized" -> Kind.ACCESS_DENIED;
            case "InvalidClientTokenId",
                    "UnrecognizedClient",
                    "ExpiredToken",
                    "RequestExpired",
                    "RequestTimeTooSkewed",
                    "RequestInTheFuture",
                    "SignatureDoesNotMatch",
                    "InvalidSignature",
                    "IncompleteSignature",
                    "MissingAuthenticationToken",
                    "AuthFailure",
                    "InvalidIdentityToken",
                    "IDPRejectedClaim",
                    "OptInRequired" -> Kind.CREDENTIALS;
            case "InvalidInput",
                    "ValidationError",
                    "Validation",
                    "InvalidParameterValue",
                    "InvalidParameterCombination",
                    "MissingParameter",
                    "PolicyNotAttachable",
                    "RequestEntityTooLarge" -> Kind.INVALID_REQUEST;
            default -> status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
        };
    }

    // An answer without a code comes from a proxy or a load balancer, not from IAM. Its 404 says nothing about a role.
    private static Kind byStatus(int status) {
        return switch (status) {
            case 404, 408 -> Kind.UNAVAILABLE;
            default -> status >= 400 && status < 500 ? Kind.REFUSED : Kind.UNAVAILABLE;
        };
    }

    // The same error is NoSuchEntity on the wire, and NoSuchEntityException in the models and in some emulators.
    private static String withoutSuffix(String code) {
        return code.endsWith("Exception") ? code.substring(0, code.length() - "Exception".length()) : code;
    }
}
