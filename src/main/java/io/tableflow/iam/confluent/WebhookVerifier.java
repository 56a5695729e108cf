package io.tableflow.iam.confluent;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Verifies callbacks against the configured secrets, as Standard Webhooks specifies: HMAC-SHA256 over id, timestamp and
 * the raw body, a tolerance of five minutes, and a comparison in constant time. Every secret is tried, also if an
 * earlier one fits. The tolerance is by the clock that all nodes share: one whose own clock is off would refuse what the
 * others accept.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
@Component
public class WebhookVerifier {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final Logger log = LoggerFactory.getLogger(WebhookVerifier.class);

    /**
     * Without a full stop, which separates the signed parts: with one in the id, the signed text could be read in two
     * ways.
     */
    private static final Pattern GRAMMAR_OF_ID = Pattern.compile("[!-\\-/-~]{1,255}");

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final List<Secret> secrets;
    private final Clock clock;

    WebhookVerifier(TableflowProperties properties, Clock clock) {
        this.clock = clock;
        this.secrets = properties.webhook().secrets().stream().map(Secret::of).toList();
        if (secrets.isEmpty()) {
            log.warn("No tableflow.webhook.secrets are set: every callback of Confluent's pipeline will be refused");
        }
    }

    /**
     * Accepts a message that was signed with one of the secrets within the last five minutes.
     *
     * @return what identifies it
     * @throws ProblemException 401, without saying which part was wrong
     */
    SignedMessage verify(WebhookMessage message) {
        Instant now = clock.instant();
        List<String> signedBy = new ArrayList<>();
        for (Secret secret : secrets) {
            if (fits(secret.webhook(), message)) {
                signedBy.add(secret.fingerprint());
            }
        }
        if (signedBy.isEmpty()
                || !GRAMMAR_OF_ID.matcher(message.id()).matches()
                || Duration.between(message.signedAt(), now.truncatedTo(ChronoUnit.SECONDS))
                                .abs()
                                .compareTo(TOLERANCE)
                        > 0) {
            throw badSignature();
        }
        return SignedMessage.of(message, signedBy, now);
    }

    /** The same for every error, so that it does not reveal which part is wrong. */
    private static ProblemException badSignature() {
        return new ProblemException(
                ProblemCode.WEBHOOK_SIGNATURE,
                "The headers webhook-id, webhook-timestamp and webhook-signature must sign this very body with the"
                        + " shared secret, not more than five minutes ago.");
    }

    /** Whether one of the message's signatures is the secret's. */
    private static boolean fits(Webhook secret, WebhookMessage message) {
        try {
            byte[] expected = secret.sign(message.id(), message.signedAt().getEpochSecond(), message.body())
                    .getBytes(StandardCharsets.UTF_8);
            boolean fits = false;
            for (String signature : message.signature().split(" ", -1)) {
                fits |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
            }
            return fits;
        } catch (NumberFormatException | DateTimeException | WebhookSigningException notSigned) {
            return false;
        }
    }

    /**
     * One of the secrets.
     *
     * @param fingerprint tells it from the others where it must not be stored itself
     */
    private record Secret(Webhook webhook, String fingerprint) {

        /** Of a digest with 256 bits, which say nothing of the secret, enough to tell a few secrets apart. */
        private static final int LENGTH = 16;

        static Secret of(String secret) {
            try {
                return new Secret(
                        new Webhook(secret),
                        Sha256.sha256Hex("webhook secret " + secret).substring(0, LENGTH));
            } catch (EmptyWebhookSecretException refusedAtStart) {
                throw new IllegalStateException(refusedAtStart);
            }
        }
    }
}
