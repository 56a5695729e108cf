package io.tableflow.iam.confluent;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A callback came in. What was taken in is told in the transaction that takes it in, what was refused afterwards.
 *
 * @param signed whether one of the secrets has signed it: who sends others need not be anybody we know
 * @param environmentId of the environment whose role it names; {@code null} where there is none, or it cannot be believed
 * @param reason why it was refused
 * @param details what it says, without its signature and external id
 */
public record WebhookEvent(
        Type type,
        boolean signed,
        @Nullable UUID environmentId,
        @Nullable String environment,
        @Nullable String reason,
        Map<String, String> details) {

    /** What can happen. */
    public enum Type {
        CALLBACK_ACCEPTED,
        /** The message was taken in before, or one that was signed later was: nothing changes. */
        CALLBACK_REPEATED,
        CALLBACK_REFUSED
    }
}
