package io.tableflow.iam.confluent.cloud;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status of HTTP
 * @param requestId {@code X-Request-Id}; null if there is none
 * @param retryAfter how long Confluent asks to wait; zero if it does not
 * @param body the text; empty if it could not be read
 * @param bodyFailure why the body could not be read; null if it was
 */
record CloudAnswer(
        int status,
        @Nullable String requestId,
        Duration retryAfter,
        String body,
        @Nullable IOException bodyFailure) {

    /** Any 2xx: which one of them it is does not matter. */
    boolean isSuccess() {
        return status / 100 == 2;
    }
}
