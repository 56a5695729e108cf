package io.tableflow.iam.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of day, or as much later as a test wants it to be. */
public final class SettableClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    public void ahead(Duration duration) {
        ahead = duration;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead);
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
