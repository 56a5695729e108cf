package io.tableflow.iam.notification;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.tableflow.iam.NotificationProperties;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Signs messages as Standard Webhooks specifies: HMAC-SHA256 over id, time of the attempt and body, one signature for each secret, so
 * that a receiver may have either during a rotation.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class MessageSigner {

    private final List<Webhook> secrets;

    private MessageSigner(List<Webhook> secrets) {
        this.secrets = secrets;
    }

    static MessageSigner of(NotificationProperties settings) {
        return new MessageSigner(Stream.of(settings.secret(), settings.previousSecret())
                .filter(Objects::nonNull)
                .map(MessageSigner::webhook)
                .toList());
    }

    private static Webhook webhook(String secret) {
        try {
            return new Webhook(secret);
        } catch (EmptyWebhookSecretException refusedAtStart) {
            throw new IllegalStateException(refusedAtStart);
        }
    }

    /** The value of the header {@code webhook-signature}. */
    String sign(NotificationMessage message, Instant at) {
        String body = new String(message.body(), StandardCharsets.UTF_8);
        return String.join(
                " ",
                secrets.stream()
                        .map(secret -> sign(secret, message.id(), at, body))
                        .toList());
    }

    private static String sign(Webhook secret, String id, Instant at, String body) {
        try {
            return secret.sign(id, at.getEpochSecond(), body);
        } catch (WebhookSigningException impossible) {
            throw new IllegalStateException("HMAC-SHA256 is missing", impossible);
        }
    }
}
