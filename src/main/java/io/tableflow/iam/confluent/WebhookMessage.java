package io.tableflow.iam.confluent;

import java.time.Instant;

/**
 * A callback as it was received.
 *
 * @param id the sender's id of the message; the same for every delivery of it
 * @param timestamp seconds since 1970 at which this delivery was signed
 * @param signature one or more signatures, {@code v1,<base64>}, separated by spaces
 * @param body the raw body, as UTF-8, which is what was signed. Bytes that are not UTF-8 are replaced, so that no
 *     signature fits
 */
public record WebhookMessage(String id, String timestamp, String signature, String body) {

    /**
     * When it was signed.
     *
     * @throws NumberFormatException if the timestamp is no number; never after the signature was verified
     * @throws java.time.DateTimeException if there is no such moment; never after the signature was verified
     */
    Instant signedAt() {
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }
}
