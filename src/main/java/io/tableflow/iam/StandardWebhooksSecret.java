package io.tableflow.iam;

import java.util.Base64;

/** The form of the secrets of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>. */
final class StandardWebhooksSecret {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private StandardWebhooksSecret() {}

    /** Whether it is {@code whsec_} and the base64 of 24 to 64 bytes. */
    static boolean isValid(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return false;
        }
        try {
            int length = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
            return length >= SHORTEST && length <= LONGEST;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
