package io.tableflow.iam.localaws;

import java.util.concurrent.TimeUnit;

/** A token bucket: so many calls a second, and as many at once after a second without calls. */
final class RateLimit {

    private final double perSecond;
    private double tokens;
    private long filledAt = System.nanoTime();

    RateLimit(int callsPerSecond) {
        perSecond = callsPerSecond;
        tokens = callsPerSecond;
    }

    /** Takes a token if there is one. */
    synchronized boolean allows() {
        long now = System.nanoTime();
        tokens = Math.min(perSecond, tokens + perSecond * (now - filledAt) / TimeUnit.SECONDS.toNanos(1));
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
