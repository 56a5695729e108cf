package io.tableflow.iam.confluent;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Verifies callbacks against the configured secrets, as Standard Webhooks specifies: HMAC-SHA256 over id, timestamp and
 * the raw body, a tolerance of five minutes, and a comparison in constant time. Every secret is tried, also if an
 * earlier one fits.
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

    private final List<Webhook> secrets;

    WebhookVerifier(TableflowProperties properties) {
        this.secrets = properties.webhook().secrets().stream()
                .map(WebhookVerifier::webhook)
                .toList();
        if (secrets.isEmpty()) {
            log.warn("No tableflow.webhook.secrets are set: every callback of Confluent's pipeline will be refused");
        }
    }

    /**
     * Accepts a message that was signed with one of the secrets within the last five minutes.
     *
     * @throws ProblemException 401, without saying which part was wrong
     */
    void verify(WebhookMessage message) {
        Map<String, List<String>> headers = Map.of(
                ID, List.of(message.id()),
                TIMESTAMP, List.of(message.timestamp()),
                SIGNATURE, List.of(message.signature()));
        boolean verified = false;
        for (Webhook secret : secrets) {
            verified |= fits(secret, message.body(), headers);
        }
        if (!verified || !GRAMMAR_OF_ID.matcher(message.id()).matches()) {
            throw badSignature();
        }
    }

    /** The same for every error, so that it does not reveal which part is wrong. */
    private static ProblemException badSignature() {
        return new ProblemException(
                ProblemCode.WEBHOOK_SIGNATURE,
                "The headers webhook-id, webhook-timestamp and webhook-signature must sign this very body with the"
                        + " shared secret, not more than five minutes ago.");
    }

    private static boolean fits(Webhook secret, String payload, Map<String, List<String>> headers) {
        try {
            secret.verify(payload, headers);
            return true;
        } catch (WebhookVerificationException doesNotFit) {
            return false;
        }
    }

    private static Webhook webhook(String secret) {
        try {
            return new Webhook(secret);
        } catch (EmptyWebhookSecretException refusedAtStart) {
            throw new IllegalStateException(refusedAtStart);
        }
    }
}
