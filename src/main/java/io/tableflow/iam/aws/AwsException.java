package io.tableflow.iam.aws;

import io.tableflow.iam.outbound.RetryClass;
import org.jspecify.annotations.Nullable;

/**
 * A call to AWS that did not succeed, classified by what the caller can do about it. The message may be shown and
 * stored: it names the operation and AWS's reason, and holds no secret.
 */
public class AwsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a failure means to the caller. */
    public enum Kind {
        /** AWS throttled the call. It had no effect, and the same call succeeds later. */
        THROTTLED(RetryClass.THROTTLED),
        /**
         * The call was not made, because the account already has as many concurrent calls as it can bear. It had no
         * effect.
         */
        HELD_BACK(RetryClass.HELD_BACK),
        /**
         * No usable answer, because of a failure of AWS or the network, or a timeout. The call may have taken effect.
         * The same call later succeeds, or says that it already did.
         */
        UNAVAILABLE(RetryClass.NO_ANSWER),
        /** Somebody changed the same resource at the same time. The same call succeeds later. */
        CONCURRENT_MODIFICATION(RetryClass.CONFLICT),
        /** The resource does not exist; or it was created a moment ago, and IAM does not show it everywhere yet. */
        NOT_FOUND,
        /** The permissions boundary of a role is no policy that exists. An operator has to name another, or create it. */
        BOUNDARY_NOT_FOUND,
        /** The trust names a principal that does not exist; or it was created a moment ago, see {@link #NOT_FOUND}. */
        INVALID_PRINCIPAL,
        /** A resource with this name exists already: ours, from a call whose answer was lost, or somebody else's. */
        ALREADY_EXISTS,
        /**
         * The resource still has attachments, versions or instance profiles, which must be removed before it can be
         * deleted.
         */
        DELETE_CONFLICT,
        /** AWS rejects this input, and will always reject it. */
        INVALID_REQUEST,
        /** AWS refuses for a reason that only its own words give. An operator has to read them. */
        REFUSED,
        /** A quota of the account is exhausted: the message says which. An operator has to raise it or clean up. */
        LIMIT_EXCEEDED,
        /**
         * Our own identity lacks a permission, or something denies it: the message says which, and {@link #remedy()}
         * where to change it.
         */
        ACCESS_DENIED,
        /**
         * There are no credentials, or AWS does not accept them any more. An operator has to correct them, or the
         * clock.
         */
        CREDENTIALS,
        /**
         * The role to assume in the other account is not configured, does not exist, does not trust us, or STS begins no
         * session of it for another reason.
         */
        ACCOUNT_NOT_CONNECTED;

        private final RetryClass retryClass;

        Kind() {
            this(RetryClass.PERMANENT);
        }

        Kind(RetryClass retryClass) {
            this.retryClass = retryClass;
        }

        /** Whether the same call may succeed later without anybody's help. */
        public boolean isTransient() {
            return retryClass.isTransient();
        }
    }

    private final Kind kind;
    private final String operation;
    private final @Nullable String errorCode;
    private final @Nullable String requestId;
    private final @Nullable String remedy;

    /**
     * @param operation the API operation, such as {@code CreateRole}
     * @param errorCode AWS's own code, such as {@code EntityAlreadyExists}; null where AWS gave none
     * @param requestId what AWS support asks for; null where AWS gave none
     * @param message a sentence without secrets
     */
    public AwsException(
            Kind kind,
            String operation,
            @Nullable String errorCode,
            @Nullable String requestId,
            String message,
            @Nullable Throwable cause) {
        this(kind, operation, errorCode, requestId, message, null, cause);
    }

    /**
     * @param remedy a sentence that says what helps; null where the kind says all that is known
     */
    public AwsException(
            Kind kind,
            String operation,
            @Nullable String errorCode,
            @Nullable String requestId,
            String message,
            @Nullable String remedy,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.operation = operation;
        this.errorCode = errorCode;
        this.requestId = requestId;
        this.remedy = remedy;
    }

    /** The class of the failure. */
    public Kind kind() {
        return kind;
    }

    /** The API operation that failed, such as {@code CreateRole}. */
    public String operation() {
        return operation;
    }

    /** AWS's own code, such as {@code EntityAlreadyExists}; null if AWS did not answer, or gave no code. */
    public @Nullable String errorCode() {
        return errorCode;
    }

    /** What an operator can do, where AWS's answer says more about that than its kind; otherwise null. */
    public @Nullable String remedy() {
        return remedy;
    }

    /** The id by which AWS support finds the call; null if AWS did not answer. */
    public @Nullable String requestId() {
        return requestId;
    }
}
