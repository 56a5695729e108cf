package io.tableflow.iam.notification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt to deliver a message.
 *
 * @param status the HTTP status; null: no answer came
 * @param failure why it was not delivered, in words, without anything that the receiver said; null: it was
 * @param retryAfter how long the receiver asks to wait; zero: it does not say
 * @param took how long it took
 */
public record Attempt(
        Outcome outcome, @Nullable Integer status, @Nullable String failure, Duration retryAfter, Duration took) {

    /** The classes of outcomes. */
    public enum Outcome {
        /** It was received: 2xx. */
        DELIVERED,
        /** It was answered with something else; also with a redirect, which is not followed. */
        REFUSED,
        /** It was answered 410: the receiver wants nothing any more. */
        GONE,
        /** No answer came in time. */
        UNREACHABLE,
        /** The host has no address that may be connected to, so that nothing was sent. */
        FORBIDDEN
    }

    boolean isDelivered() {
        return outcome == Outcome.DELIVERED;
    }

    /** Why it failed. */
    String whyNot() {
        return failure == null ? "" : failure;
    }
}
