package io.tableflow.iam.confluent;

import java.time.Instant;

/**
 * A callback as it was received, and as it was signed.
 *
 * @param id the sender's name of the message; the same for every delivery of it
 * @param timestamp seconds since 1970 at which this delivery was signed
 * @param signature one or more signatures, {@code v1,<base64>}, separated by spaces
 * @param body the raw body, as UTF-8: what was signed. Bytes that are no UTF-8 do not survive, and so fit no signature
 */
public record WebhookMessage(String id, String timestamp, String signature, String body) {

    /** Once the signature is verified, the timestamp is a number, and of these days. */
    Instant signedAt() {
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }
}
