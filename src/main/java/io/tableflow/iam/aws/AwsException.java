package io.tableflow.iam.aws;

import io.tableflow.iam.outbound.RetryClass;
import org.jspecify.annotations.Nullable;

/**
 * A call to AWS that did not succeed, and what that means to the caller. Its message may be shown and stored: it names
 * the operation and AWS's reason, and holds no secret.
 */
public class AwsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a failure means to whoever called. */
    public enum Kind {
        /** Too many calls at once: the same call succeeds later. It had no effect. */
        THROTTLED(RetryClass.THROTTLED),
        /** The call was not made: the account is called as often as it bears already. It had no effect. */
        HELD_BACK(RetryClass.HELD_BACK),
        /**
         * No usable answer: AWS is ill, the network is, or time ran out. The call may have taken effect all the same;
         * later it succeeds, or says that it already did.
         */
        UNAVAILABLE(RetryClass.NO_ANSWER),
        /** Somebody changed the same thing at the same time: the same call succeeds later. */
        CONCURRENT_MODIFICATION(RetryClass.CONFLICT),
        /** There is no such thing; or it was made a moment ago, and IAM does not show it everywhere yet. */
        NOT_FOUND,
        /** The trust names a principal that does not exist; or it was made a moment ago, see {@link #NOT_FOUND}. */
        INVALID_PRINCIPAL,
        /** Something of this name is there already: ours, from a call whose answer was lost, or somebody else's. */
        ALREADY_EXISTS,
        /** It still has attachments, versions or profiles, and cannot be deleted before they are gone. */
        DELETE_CONFLICT,
        /** AWS will never take this input as it is. */
        INVALID_REQUEST,
        /** A quota of the account is used up: the message says which. An operator has to raise it, or to clean up. */
        LIMIT_EXCEEDED,
        /** Our own identity lacks a permission: the message says which. An operator has to grant it. */
        ACCESS_DENIED,
        /** There are no credentials, or AWS takes them no more. An operator has to replace them, or to set the clock. */
        CREDENTIALS,
        /** The role that is to be assumed in another account is not set, not there, or does not trust us. */
        ACCOUNT_NOT_CONNECTED;

        private final RetryClass retryClass;

        Kind() {
            this(RetryClass.PERMANENT);
        }

        Kind(RetryClass retryClass) {
            this.retryClass = retryClass;
        }

        /** Whether the same call may succeed later without anybody's help, whatever the call was. */
        public boolean isTransient() {
            return retryClass.isTransient();
        }
    }

    private final Kind kind;
    private final String operation;
    private final @Nullable String errorCode;
    private final @Nullable String requestId;

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
        super(message, cause);
        this.kind = kind;
        this.operation = operation;
        this.errorCode = errorCode;
        this.requestId = requestId;
    }

    /** What it means. */
    public Kind kind() {
        return kind;
    }

    /** The API operation that failed, such as {@code CreateRole}. */
    public String operation() {
        return operation;
    }

    /** AWS's own code, such as {@code EntityAlreadyExists}; null where there was no answer, or none of AWS's. */
    public @Nullable String errorCode() {
        return errorCode;
    }

    /** The id under which AWS support finds the call; null where there was no answer. */
    public @Nullable String requestId() {
        return requestId;
    }
}
