package io.tableflow.iam.config;

import io.tableflow.iam.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;

/**
 * Gives a node a clock of its own that is off by {@code test.clock.skew}, beside a database whose clock tests can set
 * ahead. The nodes of this JVM share that one. Not annotated, so that only those nodes have it which ask for it.
 */
public final class SkewedTime {

    /** The database's clock. */
    public static final SettableClock DATABASE = new SettableClock();

    @Bean
    DatabaseClock skewedClock(@Value("${test.clock.skew:PT0S}") Duration skew) {
        return new DatabaseClock(Clock.offset(DATABASE, skew), DATABASE::instant);
    }
}
