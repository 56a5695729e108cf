package io.tableflow.iam.testing;

import org.springframework.context.annotation.Bean;

/**
 * Gives a node a time that a test can set ahead, for what the service decides by and for when db-scheduler goes on with it.
 * Not annotated, so that only those nodes have it which ask for it.
 */
public final class SettableTime {

    /** For such a node: after a leap in time, heartbeats would seem to be missed. */
    public static final String NO_HEARTBEATS = "db-scheduler.heartbeat-interval=1h";

    @Bean
    SettableClock settableClock() {
        return new SettableClock();
    }

    @Bean
    com.github.kagkarlsson.scheduler.Clock dbSchedulerClock(SettableClock clock) {
        return clock::instant;
    }
}
