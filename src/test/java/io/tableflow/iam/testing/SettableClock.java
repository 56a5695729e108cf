package io.tableflow.iam.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The time of day, or as much later as a test wants it to be. */
public final class SettableClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    /** Sets how far it is ahead of the time of day. */
    public void ahead(Duration duration) {
        ahead = duration;
    }

    /** Sets it ahead by so much more. */
    public synchronized void pass(Duration duration) {
        ahead = ahead.plus(duration);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
