package io.tableflow.iam.workflow;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential back-off with jitter: half of a second, doubled with each failure up to five seconds, of which a random
 * half is taken off, so that workflows which failed together do not come back together.
 */
final class Backoff {

    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 5_000;
    private static final int LONGEST_SHIFT = 10;

    private Backoff() {}

    static Duration after(int failures) {
        long full = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(LONGEST_SHIFT, Math.max(0, failures - 1)));
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
