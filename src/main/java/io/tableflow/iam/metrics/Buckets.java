package io.tableflow.iam.metrics;

import java.time.Duration;

/** The bounds of histograms. They are few, since each is a series, and the same on every node, so that they add up. */
final class Buckets {

    /** What normally takes a second, and an hour at most before somebody is asked for help. */
    static final Duration[] OF_WORK = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private Buckets() {}
}
