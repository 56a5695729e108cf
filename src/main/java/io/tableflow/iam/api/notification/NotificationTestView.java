package io.tableflow.iam.api.notification;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.notification.Attempt;
import org.jspecify.annotations.Nullable;

/** What came of a test message, as callers see it. */
@Schema(name = "NotificationTest", description = "What came of a test message.")
record NotificationTestView(
        @Schema(description = "The outcome.") Attempt.Outcome outcome,

        @Schema(description = "The status that the endpoint answered; null: no answer came.", example = "204") @Nullable
        Integer status,

        @Schema(description = "Why it was not delivered; null: it was.") @Nullable
        String failure,

        @Schema(description = "How long it took, in milliseconds.", example = "87")
        long durationMs) {

    static NotificationTestView of(Attempt attempt) {
        return new NotificationTestView(
                attempt.outcome(),
                attempt.status(),
                attempt.failure(),
                attempt.took().toMillis());
    }
}
