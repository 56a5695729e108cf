package io.tableflow.iam.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tableflow.iam.outbound.AdaptiveConcurrencyLimiter.Permit;
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
        AdaptiveConcurrencyLimiter limiter = new AdaptiveConcurrencyLimiter(2, IMPATIENT);
        limiter.acquire();
        Permit second = limiter.acquire();

        assertThatExceptionOfType(NoPermitException.class).isThrownBy(limiter::acquire);
        second.close();

        assertThat(limiter.acquire()).isNotNull();
    }

    @Test
    void aCallThatWaitsGetsThePermitOfOneThatEnds() {
        AdaptiveConcurrencyLimiter limiter = new AdaptiveConcurrencyLimiter(1, PATIENT);
        Permit first = limiter.acquire();
        CompletableFuture<Permit> waiting = CompletableFuture.supplyAsync(limiter::acquire);

        first.close();

        assertThat(waiting.join()).isNotNull();
    }

    @Test
    void oneThrottledCallHoldsAllCallersBackForAMoment() {
        AdaptiveConcurrencyLimiter limiter = new AdaptiveConcurrencyLimiter(8, IMPATIENT);

        throttled(limiter.acquire());

        assertThatExceptionOfType(NoPermitException.class).isThrownBy(limiter::acquire);
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> limiter.acquire().close());
    }

    @Test
    void callsThatWereUnderWayTogetherAndAreThrottledTogetherSlowItDownOnce() {
        AdaptiveConcurrencyLimiter limiter = new AdaptiveConcurrencyLimiter(8, PATIENT);
        Stream<Permit> together = IntStream.range(0, 8).mapToObj(i -> limiter.acquire()).toList().stream();

        together.forEach(AdaptiveConcurrencyLimiterTest::throttled);

        assertThat(limiter.limit()).isEqualTo(4);
    }

    @Test
    void waitsAsLongAsTheServerAsksFor() {
        AdaptiveConcurrencyLimiter limiter = new AdaptiveConcurrencyLimiter(8, Duration.ofMillis(600));
        Permit permit = limiter.acquire();

        permit.throttled(Duration.ofSeconds(30));
        permit.close();

        assertThatExceptionOfType(NoPermitException.class).isThrownBy(limiter::acquire);
    }

    @Test
    void neverStopsAltogether() {
        AdaptiveConcurrencyLimiter limiter = new AdaptiveConcurrencyLimiter(8, PATIENT);

        IntStream.range(0, 5).forEach(i -> throttled(limiter.acquire()));

        assertThat(limiter.limit()).isEqualTo(1);
    }

    @Test
    void speedsUpAgainWithEachCallThatIsAnswered() {
        AdaptiveConcurrencyLimiter limiter = new AdaptiveConcurrencyLimiter(8, PATIENT);
        IntStream.range(0, 3).forEach(i -> throttled(limiter.acquire()));
        assertThat(limiter.limit()).isEqualTo(1);

        IntStream.range(0, 45).forEach(i -> limiter.acquire().close());

        assertThat(limiter.limit()).isEqualTo(8);
    }

    private static void throttled(Permit permit) {
        permit.throttled();
        permit.close();
    }
}
