package io.tableflow.iam.notification;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a delivery that failed is attempted again. Pauses double, less a random part of up to a fifth, so that endpoints which failed
 * together do not come back together.
 */
final class RetrySchedule {

    /** After so long without success an endpoint is disabled, and an event that alone fails is skipped. */
    static final Duration GIVE_UP_AFTER = Duration.ofDays(5);

    /** A receiver that asks for more time than that is asked again all the same. */
    static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST_OF_EVENT = Duration.ofHours(6);

    /** An endpoint that is there again is found soon. */
    private static final Duration LONGEST_OF_ENDPOINT = Duration.ofMinutes(15);

    private static final int LONGEST_SHIFT = 20;
    private static final double RANDOM_PART = 0.2;

    private RetrySchedule() {}

    /** Until the same event is attempted again that failed so often. */
    static Duration ofEvent(int attempts, Duration asked) {
        return longer(pause(attempts, LONGEST_OF_EVENT), asked);
    }

    /**
     * Until anything is sent again to an endpoint that failed so often in a row. One failure may be due to its event: nothing else waits
     * for that.
     */
    static Duration ofEndpoint(int failures, Duration asked) {
        return longer(failures <= 1 ? Duration.ZERO : pause(failures - 1, LONGEST_OF_ENDPOINT), asked);
    }

    private static Duration pause(int failures, Duration longest) {
        long doubled = FIRST.toMillis() << Math.min(LONGEST_SHIFT, failures - 1);
        long full = Math.min(longest.toMillis(), doubled);
        return Duration.ofMillis(
                full - (long) (full * RANDOM_PART * ThreadLocalRandom.current().nextDouble()));
    }

    private static Duration longer(Duration pause, Duration asked) {
        Duration borne = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
        return borne.compareTo(pause) > 0 ? borne : pause;
    }
}
