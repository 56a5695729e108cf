package io.tableflow.iam.outbound;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits how many calls this node has under way to one remote account at once, and how many it begins in a second. The
 * account's own limits are not published, so they are found by trial (additive increase, multiplicative decrease): a
 * throttled call halves the limit and delays all callers for a moment, longer each time; each other call raises the limit
 * a little. From then on calls are spread by the {@link AdaptiveRate}, so that few are throttled. Nodes need not know of
 * each other, since all are throttled alike.
 */
public final class AdaptiveConcurrencyLimiter {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int LONGEST_SHIFT = 5;

    /** What a server asks for beyond this is not waited for: its next answer will say so again. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final int most;
    private final Duration maxWait;

    private final AdaptiveRate rate;
    private double limit;
    private int slowdowns;
    private int underWay;
    private int throttledInARow;
    private long slowedAt;

    /**
     * @param most how many calls there may ever be at once
     * @param maxWait how long a call waits for its permit
     */
    public AdaptiveConcurrencyLimiter(int most, Duration maxWait) {
        this.most = most;
        this.maxWait = maxWait;
        this.limit = most;
        this.slowedAt = System.nanoTime();
        this.rate = new AdaptiveRate(slowedAt);
    }

    /** What a call needs; closed when the call has ended. */
    public final class Permit implements AutoCloseable {

        private final long begun = System.nanoTime();
        private boolean throttled;
        private Duration retryAfter = Duration.ZERO;

        private Permit() {}

        /** The server has throttled the call. */
        public void throttled() {
            throttled(Duration.ZERO);
        }

        /**
         * The server has throttled the call and said when to come back.
         *
         * @param retryAfter no call is made before that, or before a minute has passed
         */
        public void throttled(Duration retryAfter) {
            this.throttled = true;
            this.retryAfter = retryAfter;
        }

        @Override
        public void close() {
            end(this);
        }
    }

    /**
     * Waits for a permit.
     *
     * @throws NoPermitException if none came in time, or the thread was interrupted: the call must not be made
     */
    public Permit acquire() {
        lock.lock();
        try {
            long now = System.nanoTime();
            long deadline = now + maxWait.toNanos();
            long begin = rate.reserve(now, deadline).orElseThrow(NoPermitException::new);
            int slowdownsBefore = slowdowns;
            while (begin - now > 0 || underWay >= (int) limit) {
                long wait = Math.max(begin, underWay < (int) limit ? now : deadline) - now;
                if (deadline - now <= 0) {
                    throw new NoPermitException();
                }
                changed.awaitNanos(wait);
                now = System.nanoTime();
                if (slowdowns != slowdownsBefore) {
                    slowdownsBefore = slowdowns;
                    begin = rate.reserve(now, deadline).orElseThrow(NoPermitException::new);
                }
            }
            underWay++;
            return new Permit();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NoPermitException();
        } finally {
            lock.unlock();
        }
    }

    /** How many calls may be under way at once at present. */
    public int limit() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }

    private void end(Permit permit) {
        lock.lock();
        try {
            underWay--;
            // Calls that were under way together are throttled together: that is one reason to slow down, not many.
            boolean beganAfterLastSlowdown = permit.begun - slowedAt >= 0;
            if (permit.throttled && beganAfterLastSlowdown) {
                slowDown(permit.retryAfter);
            } else if (!permit.throttled) {
                rate.answered(System.nanoTime());
                limit = Math.min(most, limit + 1 / limit);
                throttledInARow = beganAfterLastSlowdown ? 0 : throttledInARow;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void slowDown(Duration retryAfter) {
        long full =
                Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(LONGEST_SHIFT, throttledInARow));
        long now = System.nanoTime();
        limit = Math.max(1, limit / 2);
        throttledInARow++;
        long pause = full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
        rate.throttled(now, now + Math.max(pause, nanos(retryAfter)));
        slowdowns++;
        slowedAt = now;
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER.toNanos() : duration.toNanos();
    }
}
