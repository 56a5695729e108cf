package io.tableflow.iam.audit;

import io.tableflow.iam.TableflowProperties;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Authenticates lines by a key that only the nodes have (RFC 2104, HMAC-SHA256): the first key of {@code tableflow.audit.keys}
 * for new lines, any of them for those that exist. A code begins with a nonce, so that it fits one line only once.
 */
@Component
class EntryAuthentication {

    private static final Logger log = LoggerFactory.getLogger(EntryAuthentication.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int NONCE = 16;

    private final SecureRandom random = new SecureRandom();
    private final List<SecretKeySpec> keys;
    private final long keyedFrom;

    EntryAuthentication(TableflowProperties properties) {
        keys = properties.audit().keys().stream()
                .map(key -> new SecretKeySpec(Base64.getDecoder().decode(key), ALGORITHM))
                .toList();
        keyedFrom = properties.audit().keyedFrom();
        if (keys.isEmpty()) {
            log.warn(
                    "tableflow.audit.keys is not set: a line that somebody else inserts into the tables of the audit trail"
                            + " cannot be told from one of the service");
        }
    }

    /** Whether there is a key. */
    boolean isKeyed() {
        return !keys.isEmpty();
    }

    /** The first position at which every line must be authentic; 0: that of the first authentic line. */
    long keyedFrom() {
        return keyedFrom;
    }

    /** The code for a new line with that digest, both in hex; null without a key. */
    @Nullable
    String code(String digest) {
        if (keys.isEmpty()) {
            return null;
        }
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return HexFormat.of().formatHex(nonce) + HexFormat.of().formatHex(hmac(keys.getFirst(), nonce, digest));
    }

    /** Whether a node with one of the keys wrote a line with that digest. */
    boolean isAuthentic(String digest, @Nullable String code) {
        if (code == null || code.length() <= 2 * NONCE) {
            return false;
        }
        byte[] bytes = HexFormat.of().parseHex(code);
        byte[] nonce = Arrays.copyOf(bytes, NONCE);
        byte[] presented = Arrays.copyOfRange(bytes, NONCE, bytes.length);
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(hmac(key, nonce, digest), presented));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] nonce, String digest) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(nonce);
            return mac.doFinal(HexFormat.of().parseHex(digest));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
