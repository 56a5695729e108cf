package io.tableflow.iam.access;

import io.tableflow.iam.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code state} of an authorization request: with whom it was begun, when, and which page is to follow. It is authenticated by
 * the console's cookie, as are the nonce and the PKCE code verifier, which follow from it. So a sign-in is stored nowhere,
 * every node can finish it, and nobody can but the browser that began it.
 *
 * @param issuer the id of the registration
 * @param begun when
 * @param random makes each attempt another one
 * @param next the page that follows
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID Connect Core, 3.1.2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4.1">RFC 7636, 4.1: the code verifier</a>
 */
record SignInState(String issuer, Instant begun, String random, String next) {

    /** Whoever takes longer at the issuer begins again. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Pattern FORM =
            Pattern.compile("((?<issuer>[A-Za-z0-9_-]{1,64})\\.(?<begun>[0-9]{1,12})\\.(?<random>[A-Za-z0-9_-]{22})"
                    + "\\.(?<next>[A-Za-z0-9_-]{1,2000}))\\.(?<mac>[A-Za-z0-9_-]{43})");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();

    static SignInState begin(String issuer, Instant now, String next) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return new SignInState(
                issuer, Instant.ofEpochSecond(now.getEpochSecond()), BASE64.encodeToString(random), next);
    }

    /** Reads what an issuer sent back; empty if another browser began it, or too long ago. */
    static Optional<SignInState> read(String text, String cookie, Instant now) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()
                || !MessageDigest.isEqual(
                        bytes(matcher.group("mac")), bytes(derived(cookie, "state", matcher.group(1))))) {
            return Optional.empty();
        }
        SignInState state = new SignInState(
                matcher.group("issuer"),
                Instant.ofEpochSecond(Long.parseLong(matcher.group("begun"))),
                matcher.group("random"),
                new String(Base64.getUrlDecoder().decode(matcher.group("next")), StandardCharsets.UTF_8));
        return state.begun().plus(LONGEST).isBefore(now) ? Optional.empty() : Optional.of(state);
    }

    /** As it is sent to the issuer. */
    String text(String cookie) {
        return content() + "." + derived(cookie, "state", content());
    }

    /** What the ID token must have the hash of, so that it belongs to this attempt. */
    String nonce(String cookie) {
        return derived(cookie, "nonce", content());
    }

    /** Of PKCE: only who knows it can exchange the code. */
    String codeVerifier(String cookie) {
        return derived(cookie, "verifier", content());
    }

    /** The SHA-256 as both parameters have it that only show that somebody knows a value. */
    static String hash(String value) {
        return BASE64.encodeToString(Sha256.sha256(bytes(value)));
    }

    private String content() {
        return issuer + "." + begun.getEpochSecond() + "." + random + "." + BASE64.encodeToString(bytes(next));
    }

    private static String derived(String cookie, String purpose, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(cookie), "HmacSHA256"));
            return BASE64.encodeToString(mac.doFinal(bytes(purpose + "\n" + content)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
