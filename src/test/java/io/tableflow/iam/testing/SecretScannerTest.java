package io.tableflow.iam.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A secret in any test would be found. */
class SecretScannerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer token-of-the-reader",
                "token eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl",
                "secret " + ConfluentPipeline.SECRET,
                "key " + SecretScanner.AWS_SECRET_KEY,
                "webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
                "external id " + ConfluentPipeline.EXTERNAL_ID
            })
    void findsEachInALog(String line) {
        assertThatThrownBy(() -> SecretScanner.assertNoneInLog("one line\n" + line + "\nanother"))
                .isInstanceOf(AssertionError.class);
        assertThatCode(() -> SecretScanner.assertNoneInLog("one line\nanother")).doesNotThrowAnyException();
    }

    @Test
    void findsOneInAnAnswer() {
        assertThatThrownBy(() -> SecretScanner.assertNoneInAnswer("{\"a\":\"CANARYOFSTSxyz\"}"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void readsWhatIsLogged() {
        LoggerFactory.getLogger(SecretScannerTest.class).info("a line that somebody should have read");

        assertThat(SecretLeakExtension.read()).contains("a line that somebody should have read");
    }
}
