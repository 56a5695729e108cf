package io.tableflow.iam.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulated time and a simulated server: a token bucket, as AWS describes its limits. */
class AdaptiveRateTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void hasNoLimitUntilACallIsThrottled() {
        AdaptiveRate rate = new AdaptiveRate(0);

        for (int call = 0; call < 1000; call++) {
            assertThat(rate.reserve(call, call)).hasValue(call);
            rate.answered(call);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20, 20, 32, 20, 0.02",
        "20, 100, 32, 50, 0.02",
        "10, 10, 16, 100, 0.02",
        "4, 4, 8, 200, 0.05",
        "100, 50, 64, 50, 0.02"
    })
    void usesWhatTheServerAllowsAndHasFewCallsThrottled(
            int allowed, int burst, int callers, int latencyMillis, double mostThrottled) {
        Simulation simulation = new Simulation(allowed, burst, callers, latencyMillis * 1_000_000L);

        simulation.runUntilAnswered(200 * allowed);

        assertThat(simulation.now / (double) SECOND)
                .as("seconds, of 200 that the limit allows")
                .isLessThan(200 * 1.1);
        assertThat(simulation.throttled / (double) simulation.answered)
                .as("throttled")
                .isLessThan(mostThrottled);
    }

    /** Some calls are throttled whatever the rate is, as with a limit that other clients use up. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.1, 0.2})
    void isNotSlowedDownForLongByAServerThatThrottlesWithoutRegardToTheRate(double share) {
        for (int latencyMillis : new int[] {20, 200, 1000}) {
            double withoutLimit = 2000 / 16.0 * latencyMillis / 1000;
            assertThat(LongStream.range(0, 20)
                            .mapToDouble(seed -> secondsWhileThrottledAtRandom(share, latencyMillis, seed))
                            .average()
                            .orElseThrow())
                    .as("seconds at %d ms, where %s are possible", latencyMillis, withoutLimit)
                    .isLessThan(90 + 2 * withoutLimit);
        }
    }

    private static double secondsWhileThrottledAtRandom(double share, int latencyMillis, long seed) {
        Simulation simulation = new Simulation(1000, 1000, 16, latencyMillis * 1_000_000L);
        simulation.throttledAtRandom = share;
        simulation.random.setSeed(seed);
        simulation.runUntilAnswered(2000);
        return simulation.now / (double) SECOND;
    }

    @Test
    void findsALimitThatWasRaised() {
        Simulation simulation = new Simulation(5, 5, 32, 20_000_000L);
        simulation.runUntilAnswered(500);

        simulation.allowed = 50;
        long before = simulation.now;
        simulation.runUntilAnswered(500 + 50 * 120);

        assertThat((simulation.now - before) / (double) SECOND).isLessThan(240);
    }

    /** A caller calls again and again; one who was throttled asks for another permit. All wait for the same {@link AdaptiveRate}. */
    private static final class Simulation {

        private final AdaptiveRate rate = new AdaptiveRate(0);
        private final PriorityQueue<Call> calls = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
        private final int burst;
        private final long latency;

        private final Random random = new Random(1);

        private double allowed;
        private double throttledAtRandom;
        private double tokens;
        private long tokensAt;
        private long now;
        private long slowedAt;
        private int throttledInARow;
        private int answered;
        private int throttled;
        private int slowdowns;

        private record Call(long at, long begun, int slowdowns, Phase phase) {}

        private enum Phase {
            BEGINS,
            ANSWERED,
            THROTTLED
        }

        Simulation(double allowed, int burst, int callers, long latency) {
            this.allowed = allowed;
            this.burst = burst;
            this.tokens = burst;
            this.latency = latency;
            for (int caller = 0; caller < callers; caller++) {
                calls.add(new Call(rate.reserve(0, 0).orElseThrow(), 0, 0, Phase.BEGINS));
            }
        }

        void runUntilAnswered(int enough) {
            while (answered < enough) {
                Call call = calls.remove();
                now = call.at;
                switch (call.phase) {
                    case BEGINS -> begin(call);
                    case ANSWERED -> {
                        answered++;
                        throttledInARow = 0;
                        rate.answered(now);
                        again();
                    }
                    case THROTTLED -> {
                        throttled++;
                        if (call.begun >= slowedAt) {
                            slowedAt = now;
                            slowdowns++;
                            rate.throttled(now, now + ((SECOND / 5) << Math.min(4, throttledInARow++)));
                        }
                        again();
                    }
                }
            }
        }

        private void begin(Call call) {
            if (call.slowdowns != slowdowns) {
                again();
                return;
            }
            tokens = Math.min(burst, tokens + (now - tokensAt) * allowed / SECOND);
            tokensAt = now;
            boolean passes = tokens >= 1 && random.nextDouble() >= throttledAtRandom;
            tokens -= passes ? 1 : 0;
            calls.add(new Call(now + latency, now, slowdowns, passes ? Phase.ANSWERED : Phase.THROTTLED));
        }

        private void again() {
            calls.add(new Call(rate.reserve(now, Long.MAX_VALUE).orElseThrow(), 0, slowdowns, Phase.BEGINS));
        }
    }
}
