package io.tableflow.iam.api.idempotency;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is sent, with the fingerprint of its request.
 *
 * @param body the bytes of the body; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record StoredResponse(byte[] fingerprint, int status, Map<String, List<String>> headers, byte @Nullable [] body) {

    boolean isTo(byte[] request) {
        return MessageDigest.isEqual(fingerprint, request);
    }

    /** This answer, marked as sent before. */
    StoredResponse again() {
        Map<String, List<String>> marked = new LinkedHashMap<>(headers);
        marked.put(IdempotencyKeys.REPLAYED, List.of("true"));
        return new StoredResponse(fingerprint, status, marked, body);
    }
}
