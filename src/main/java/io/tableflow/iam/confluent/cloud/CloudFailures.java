package io.tableflow.iam.confluent.cloud;

import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong with a call: method, path, the API key's id, the status, and Confluent's own words, from which the
 * secret is taken out should Confluent repeat it.
 *
 * @param apiKey the id of the API key
 * @param apiSecret what must not be shown
 */
record CloudFailures(String apiKey, String apiSecret) {

    /**
     * Confluent has answered, and not with 2xx. What a 4xx means may depend on its words, so one that did not come whole is no answer.
     */
    ConfluentCloudException refused(CloudRequest request, CloudAnswer answer) {
        if (answer.bodyFailure() != null && !kind(answer.status(), null).isTransient()) {
            return notWhole(request, answer, answer.bodyFailure());
        }
        String said = ErrorBody.detail(answer.body());
        String detail = said == null ? null : withoutSecret(said);
        String message = call(request) + ": Confluent answered " + answer.status()
                + (detail == null ? "" : ": " + detail)
                + (answer.requestId() == null ? "" : " (request " + answer.requestId() + ")");
        return new ConfluentCloudException(
                kind(answer.status(), detail),
                message,
                answer.status(),
                detail,
                answer.requestId(),
                answer.retryAfter(),
                null);
    }

    /** Nothing came back. */
    ConfluentCloudException unanswered(CloudRequest request, Throwable failure) {
        Throwable cause = failure;
        for (Throwable next = failure; next != null; next = next.getCause()) {
            cause = next;
        }
        return new ConfluentCloudException(
                Kind.NO_ANSWER,
                call(request) + ": Confluent did not answer: " + withoutSecret(why(cause)),
                null,
                null,
                null,
                Duration.ZERO,
                failure);
    }

    /** It says success, and what it says beside that is of no use. */
    ConfluentCloudException unreadable(CloudRequest request, CloudAnswer answer, String why) {
        return answer.bodyFailure() == null
                ? useless(request, answer, Kind.UNREADABLE, why, null)
                : notWhole(request, answer, answer.bodyFailure());
    }

    private ConfluentCloudException notWhole(CloudRequest request, CloudAnswer answer, IOException failure) {
        return useless(request, answer, Kind.NO_ANSWER, "the answer did not come whole: " + why(failure), failure);
    }

    private ConfluentCloudException useless(
            CloudRequest request, CloudAnswer answer, Kind kind, String why, @Nullable IOException cause) {
        return new ConfluentCloudException(
                kind,
                call(request) + ": Confluent answered " + answer.status() + ", but " + withoutSecret(why),
                answer.status(),
                null,
                answer.requestId(),
                Duration.ZERO,
                cause);
    }

    /** It was not made. */
    ConfluentCloudException heldBack(CloudRequest request, int limit) {
        return new ConfluentCloudException(
                Kind.HELD_BACK,
                call(request) + " was held back: Confluent throttles the key or is slow, so that " + limit
                        + " calls at most are made at once, and it was not this one's turn yet.",
                null,
                null,
                null,
                Duration.ZERO,
                null);
    }

    private String call(CloudRequest request) {
        return request.method() + " " + request.path() + " with the API key " + apiKey;
    }

    private static String why(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static Kind kind(int status, @Nullable String detail) {
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 402 -> Kind.QUOTA_EXCEEDED;
            case 403 -> saysInvalidKey(detail) ? Kind.UNAUTHORIZED : Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 408 -> Kind.UNAVAILABLE;
            case 409 -> Kind.CONFLICT;
            case 429 -> Kind.THROTTLED;
            case 501 -> Kind.UNSUPPORTED;
            default -> status >= 500 ? Kind.UNAVAILABLE : status >= 400 ? Kind.INVALID : Kind.REDIRECTED;
        };
    }

    /** Confluent says 403 of what is not there, too; of a key that it does not know it says so. */
    private static boolean saysInvalidKey(@Nullable String detail) {
        return detail != null && detail.toLowerCase(Locale.ROOT).contains("invalid api key");
    }

    private String withoutSecret(String text) {
        return text.replace(apiSecret, "***");
    }

    @Override
    public String toString() {
        return "CloudFailures[apiKey=" + apiKey + "]";
    }
}
