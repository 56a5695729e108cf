package io.tableflow.iam.workflow;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential back-off with jitter: the first pause, doubled with each failure up to the longest, of which a random half is
 * taken off, so that workflows which failed together do not come back together.
 */
record Backoff(Duration first, Duration longest) {

    private static final int LONGEST_SHIFT = 10;

    /** How long to wait after so many failures, counted from 1. */
    Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(LONGEST_SHIFT, Math.max(0, failures - 1));
        long full = Math.min(longest.toMillis(), doubled);
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
