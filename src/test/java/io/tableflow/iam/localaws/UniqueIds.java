package io.tableflow.iam.localaws;

import java.security.SecureRandom;

/** Creates ids and secrets in the formats that AWS uses. */
final class UniqueIds {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String SECRET_PREFIX = "CANARYOFSTS";
    private static final SecureRandom RANDOM = new SecureRandom();

    private UniqueIds() {}

    static String role() {
        return withPrefix("AROA");
    }

    static String policy() {
        return withPrefix("ANPA");
    }

    static String instanceProfile() {
        return withPrefix("AIPA");
    }

    /** A unique id; its first four letters say what kind of resource has it. */
    static String withPrefix(String prefix) {
        return prefix + random(BASE32, 17);
    }

    static String sessionAccessKey() {
        return "ASIA" + random(BASE32, 16);
    }

    /** All secrets have the same prefix, so that tests can search for them where they must not be. */
    static String secret(int length) {
        return SECRET_PREFIX + random(BASE62, length - SECRET_PREFIX.length());
    }

    private static String random(String alphabet, int length) {
        return RANDOM.ints(length, 0, alphabet.length())
                .map(alphabet::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
