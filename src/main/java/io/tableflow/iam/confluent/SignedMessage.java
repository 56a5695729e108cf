package io.tableflow.iam.confluent;

import io.tableflow.iam.common.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What identifies a message whose signature was verified. An id names one message of one sender: the same body under it
 * is that message again, whichever secret has signed this delivery; another body under another secret is somebody
 * else's message.
 *
 * @param id the {@code webhook-id}
 * @param bodyDigest the SHA-256 of the raw body, in hex
 * @param signedBy the fingerprints of the secrets that have signed this delivery; never empty
 * @param signedAt when this delivery was signed, in whole seconds; not later than its receipt, since the sender's clock
 *     may be ahead, and would otherwise outrank the messages of the next minutes
 */
record SignedMessage(String id, String bodyDigest, List<String> signedBy, Instant signedAt) {

    static SignedMessage of(WebhookMessage message, List<String> signedBy, Instant receivedAt) {
        Instant now = receivedAt.truncatedTo(ChronoUnit.SECONDS);
        Instant signed = message.signedAt();
        return new SignedMessage(
                message.id(), Sha256.sha256Hex(message.body()), signedBy, signed.isAfter(now) ? now : signed);
    }
}
