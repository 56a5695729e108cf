package io.tableflow.iam.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryClassTest {

    @ParameterizedTest
    @CsvSource({
        "400, PERMANENT",
        "401, PERMANENT",
        "404, PERMANENT",
        "408, NO_ANSWER",
        "409, PERMANENT",
        "429, THROTTLED",
        "500, NO_ANSWER",
        "501, PERMANENT",
        "503, NO_ANSWER"
    })
    void ofAnAnswerByItsStatus(int status, RetryClass expected) {
        assertThat(RetryClass.ofStatus(status)).isEqualTo(expected);
    }

    @Test
    void ofACallWithoutAnAnswerByItsCauses() {
        assertThat(RetryClass.ofException(new UncheckedIOException(new SocketException("Connection reset"))))
                .isEqualTo(RetryClass.NO_ANSWER);
        assertThat(RetryClass.ofException(new CompletionException(new TimeoutException())))
                .isEqualTo(RetryClass.NO_ANSWER);
        assertThat(RetryClass.ofException(new NoPermitException())).isEqualTo(RetryClass.HELD_BACK);
        assertThat(RetryClass.ofException(new IllegalStateException())).isEqualTo(RetryClass.PERMANENT);
    }

    @Test
    void onlyWhatHadNoAnswerMayHaveTakenEffect() {
        assertThat(RetryClass.values())
                .filteredOn(RetryClass::mayHaveTakenEffect)
                .containsExactly(RetryClass.NO_ANSWER);
        assertThat(RetryClass.values()).filteredOn(it -> !it.isTransient()).containsExactly(RetryClass.PERMANENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                " 120 | 120",
                "Thu, 26 Nov 2026 10:00:30 GMT | 30",
                "Thu, 26 Nov 2026 09:00:00 GMT | 0",
                "soon | 0",
                "-1 | 0"
            })
    void readsRetryAfter(String header, long seconds) {
        assertThat(RetryAfter.parse(header, Instant.parse("2026-11-26T10:00:00Z")))
                .isEqualTo(Duration.ofSeconds(seconds));
    }
}
