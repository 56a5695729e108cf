package io.tableflow.iam.confluent.cloud;

import io.tableflow.iam.outbound.RetryClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call to Confluent Cloud that did not succeed, classified by what the caller can do about it. The message may be shown and
 * stored: it names method, path, API key and status, with Confluent's own words, and holds no secret.
 */
public class ConfluentCloudException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a failure means to the caller. */
    public enum Kind {
        /** 401: Confluent does not accept the API key. */
        UNAUTHORIZED(
                RetryClass.PERMANENT,
                "Give the service a valid Cloud API key in tableflow.confluent.api-key and"
                        + " tableflow.confluent.api-secret; a new one is accepted after about ten seconds. Then retry."),
        /** 403: the API key may not do this; Confluent also says so of what does not exist. */
        FORBIDDEN(
                RetryClass.PERMANENT,
                "Check that the Confluent environment exists, and give the owner of the API key the role EnvironmentAdmin"
                        + " there, then retry."),
        /** 402: a quota of integrations is exhausted. */
        QUOTA_EXCEEDED(
                RetryClass.PERMANENT,
                "Delete provider integrations that nobody needs, or have Confluent raise the quota, then retry."),
        /** 404: it does not exist. */
        NOT_FOUND(RetryClass.PERMANENT, "Check the Confluent environment's id, then retry."),
        /** 409: it exists already, or it is in use. */
        CONFLICT(RetryClass.PERMANENT, "Once what Confluent names is settled, retry."),
        /** 400, 422 and what else Confluent rejects: the same request will always be rejected. */
        INVALID(RetryClass.PERMANENT, "Once what Confluent names is settled, retry."),
        /** 501: Confluent does not offer this. */
        UNSUPPORTED(RetryClass.PERMANENT, "Check tableflow.confluent.endpoint, then retry."),
        /** 3xx: it is not followed, since the API key would be sent elsewhere. */
        REDIRECTED(RetryClass.PERMANENT, "Set tableflow.confluent.endpoint to the address itself, then retry."),
        /** 429: too many calls. It had no effect; {@link #retryAfter()} says when to come back. */
        THROTTLED(RetryClass.THROTTLED, null),
        /** It was not made, because as many calls are under way as Confluent bears. It had no effect. */
        HELD_BACK(RetryClass.HELD_BACK, null),
        /** 5xx, 408: Confluent has failed. The call may have taken effect. */
        UNAVAILABLE(RetryClass.NO_ANSWER, null),
        /** No answer, or not a whole one, came in time. The call may have taken effect. */
        NO_ANSWER(RetryClass.NO_ANSWER, null),
        /** The answer says success and cannot be understood. The call has probably taken effect. */
        UNREADABLE(RetryClass.NO_ANSWER, "Check tableflow.confluent.endpoint, then retry.");

        private final RetryClass retryClass;
        private final @Nullable String remedy;

        Kind(RetryClass retryClass, @Nullable String remedy) {
            this.retryClass = retryClass;
            this.remedy = remedy;
        }

        /** Whether the same call is worth making again. */
        public RetryClass retryClass() {
            return retryClass;
        }

        /** Whether the same call may succeed later without anybody's help. */
        public boolean isTransient() {
            return retryClass.isTransient();
        }
    }

    private final Kind kind;
    private final @Nullable Integer status;
    private final @Nullable String detail;
    private final @Nullable String requestId;
    private final Duration retryAfter;

    /**
     * @param message a sentence without secrets
     * @param status the HTTP status; null if there was no answer
     * @param detail Confluent's own words; null if it gave none
     * @param requestId Confluent's {@code X-Request-Id}; null if it gave none
     * @param retryAfter how long Confluent asks to wait; zero if it does not
     */
    ConfluentCloudException(
            Kind kind,
            String message,
            @Nullable Integer status,
            @Nullable String detail,
            @Nullable String requestId,
            Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.detail = detail;
        this.requestId = requestId;
        this.retryAfter = retryAfter;
    }

    /** The class of the failure. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status; null if there was no answer. */
    public @Nullable Integer status() {
        return status;
    }

    /** Confluent's own words, at most 500 characters; null if it gave none. */
    public @Nullable String detail() {
        return detail;
    }

    /** The id by which Confluent's support finds the call; null if Confluent gave none. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** How long Confluent asks to wait before the next call; zero if it does not. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** What an operator can do; null if only waiting helps. */
    public @Nullable String remedy() {
        return kind.remedy;
    }

    /** Whether the call may have changed something although it failed. */
    public boolean mayHaveTakenEffect() {
        return kind.retryClass.mayHaveTakenEffect();
    }
}
