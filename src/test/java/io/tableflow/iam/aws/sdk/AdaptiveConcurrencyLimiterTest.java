package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tableflow.iam.aws.sdk.AdaptiveConcurrencyLimiter.HeldBackException;
import io.tableflow.iam.aws.sdk.AdaptiveConcurrencyLimiter.Turn;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AdaptiveConcurrencyLimiterTest {

    private static final Duration IMPATIENT = Duration.ofMillis(20);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @Test
    void letsSoManyCallsBeUnderWayAtOnceAndHoldsTheNextBack() {
        AdaptiveConcurrencyLimiter pace = new AdaptiveConcurrencyLimiter(2, IMPATIENT);
        pace.begin();
        Turn second = pace.begin();

        assertThatExceptionOfType(HeldBackException.class).isThrownBy(pace::begin);
        second.close();

        assertThat(pace.begin()).isNotNull();
    }

    @Test
    void aCallThatWaitsGetsTheTurnOfOneThatEnds() {
        AdaptiveConcurrencyLimiter pace = new AdaptiveConcurrencyLimiter(1, PATIENT);
        Turn first = pace.begin();
        CompletableFuture<Turn> waiting = CompletableFuture.supplyAsync(pace::begin);

        first.close();

        assertThat(waiting.join()).isNotNull();
    }

    @Test
    void oneThrottledCallHoldsAllCallersBackForAMoment() {
        AdaptiveConcurrencyLimiter pace = new AdaptiveConcurrencyLimiter(8, IMPATIENT);

        throttled(pace.begin());

        assertThatExceptionOfType(HeldBackException.class).isThrownBy(pace::begin);
        Awaitility.await().ignoreExceptions().untilAsserted(() -> pace.begin().close());
    }

    @Test
    void callsThatWereUnderWayTogetherAndAreThrottledTogetherSlowItDownOnce() {
        AdaptiveConcurrencyLimiter pace = new AdaptiveConcurrencyLimiter(8, PATIENT);
        Stream<Turn> together = IntStream.range(0, 8).mapToObj(i -> pace.begin()).toList().stream();

        together.forEach(AdaptiveConcurrencyLimiterTest::throttled);

        assertThat(pace.limit()).isEqualTo(4);
    }

    @Test
    void neverStopsAltogether() {
        AdaptiveConcurrencyLimiter pace = new AdaptiveConcurrencyLimiter(8, PATIENT);

        IntStream.range(0, 5).forEach(i -> throttled(pace.begin()));

        assertThat(pace.limit()).isEqualTo(1);
    }

    @Test
    void speedsUpAgainWithEachCallThatIsAnswered() {
        AdaptiveConcurrencyLimiter pace = new AdaptiveConcurrencyLimiter(8, PATIENT);
        IntStream.range(0, 3).forEach(i -> throttled(pace.begin()));
        assertThat(pace.limit()).isEqualTo(1);

        IntStream.range(0, 200).forEach(i -> pace.begin().close());

        assertThat(pace.limit()).isEqualTo(8);
    }

    private static void throttled(Turn turn) {
        turn.throttled();
        turn.close();
    }
}
