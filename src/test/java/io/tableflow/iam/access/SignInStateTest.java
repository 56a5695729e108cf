package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent through an issuer and comes back. */
class SignInStateTest {

    private static final String COOKIE = "a".repeat(43);
    private static final String OTHER_COOKIE = "b".repeat(43);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String NEXT = "/console/environments?q=a%20b";

    private final SignInState state = SignInState.begin("example", NOW, NEXT);

    /** No node needs to have begun it. */
    @Test
    void isReadFromItselfAndTheCookieAlone() {
        assertThat(SignInState.read(state.text(COOKIE), COOKIE, NOW)).hasValueSatisfying(it -> {
            assertThat(it).isEqualTo(state);
            assertThat(it.nonce(COOKIE)).isEqualTo(state.nonce(COOKIE));
            assertThat(it.codeVerifier(COOKIE)).isEqualTo(state.codeVerifier(COOKIE));
        });
    }

    @Test
    void isOfOneBrowser() {
        assertThat(SignInState.read(state.text(COOKIE), OTHER_COOKIE, NOW)).isEmpty();
        assertThat(state.nonce(OTHER_COOKIE)).isNotEqualTo(state.nonce(COOKIE));
    }

    @Test
    void isOfOneAttempt() {
        SignInState another = SignInState.begin("example", NOW, NEXT);

        assertThat(another.text(COOKIE)).isNotEqualTo(state.text(COOKIE));
        assertThat(another.nonce(COOKIE)).isNotEqualTo(state.nonce(COOKIE));
        assertThat(another.codeVerifier(COOKIE)).isNotEqualTo(state.codeVerifier(COOKIE));
    }

    /** Those who see the state, as in the issuer's log, learn neither of the others. */
    @Test
    void doesNotTellItsSecrets() {
        assertThat(state.text(COOKIE)).doesNotContain(state.nonce(COOKIE), state.codeVerifier(COOKIE), COOKIE);
        assertThat(state.codeVerifier(COOKIE)).isNotEqualTo(state.nonce(COOKIE)).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void endsAfterTenMinutes() {
        String text = state.text(COOKIE);

        assertThat(SignInState.read(text, COOKIE, NOW.plus(Duration.ofMinutes(10))))
                .isPresent();
        assertThat(SignInState.read(
                        text, COOKIE, NOW.plus(Duration.ofMinutes(10)).plusSeconds(1)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "example.0.x.y.z", "......"})
    void isNothingElse(String text) {
        assertThat(SignInState.read(text, COOKIE, NOW)).isEmpty();
    }

    @Test
    void nobodyChangesWhatFollows() {
        String longer = state.text(COOKIE).replaceFirst("^example", "another");

        assertThat(SignInState.read(longer, COOKIE, NOW)).isEmpty();
    }
}
