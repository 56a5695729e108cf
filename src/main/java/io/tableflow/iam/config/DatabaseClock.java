package io.tableflow.iam.config;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The database's clock, as this node knows it: its own clock, corrected by how far that is off. All nodes compare their
 * heartbeats and due times through one database, so a node with a clock of its own that is ahead would take the work of
 * all others for abandoned.
 */
final class DatabaseClock extends Clock {

    /** A smaller difference matters to nothing: heartbeats are seconds apart. */
    private static final Duration TOLERATED = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    private final Clock node;
    private final Supplier<Instant> database;
    private volatile Duration correction = Duration.ZERO;

    /**
     * A clock that is corrected from the beginning.
     *
     * @param node the clock of this machine
     * @param database asks the database for its time
     */
    DatabaseClock(Clock node, Supplier<Instant> database) {
        this.node = node;
        this.database = database;
        measure();
    }

    /** Compares the clocks. A difference that the question's own time can explain is none. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void measure() {
        Instant asked = node.instant();
        Instant answer = database.get();
        Duration roundTrip = Duration.between(asked, node.instant());
        Duration measured = Duration.between(asked.plus(roundTrip.dividedBy(2)), answer);
        if (measured.minus(correction).abs().minus(roundTrip.dividedBy(2)).compareTo(TOLERATED) > 0) {
            log.warn(
                    "The clock of this node differs from the database's by {}; the database's is used. Synchronize the"
                            + " nodes' clocks: AWS and callers of the API do not use the database's.",
                    measured.negated());
            correction = measured;
        }
    }

    @Override
    public Instant instant() {
        return node.instant().plus(correction);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("All times are in UTC");
    }
}
