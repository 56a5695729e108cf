package io.tableflow.iam.aws.sdk;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How fast one account is called by this node. IAM's limits hold for the whole account and are not told, so they are
 * felt for: a call that is throttled halves the number of calls that may be under way at once and holds all callers back
 * for a moment, longer each time; each call that is not raises the number a little. Nodes need not know of each other:
 * they are throttled alike.
 */
final class AdaptiveConcurrencyLimiter {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int LONGEST_SHIFT = 5;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final int most;
    private final Duration patience;

    private double limit;
    private int underWay;
    private int throttledInARow;
    private long slowedAt;
    private long heldUntil;

    /**
     * @param most how many calls there may ever be at once
     * @param patience how long a call waits for its turn
     */
    AdaptiveConcurrencyLimiter(int most, Duration patience) {
        this.most = most;
        this.patience = patience;
        this.limit = most;
        this.slowedAt = System.nanoTime();
        this.heldUntil = slowedAt;
    }

    /** A call's turn: says how it ended. */
    final class Turn implements AutoCloseable {

        private final long begun = System.nanoTime();
        private boolean throttled;

        private Turn() {}

        /** AWS has throttled the call. */
        void throttled() {
            throttled = true;
        }

        @Override
        public void close() {
            end(this);
        }
    }

    /**
     * Waits for a turn.
     *
     * @throws HeldBackException if none came in time
     */
    Turn begin() {
        long deadline = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            for (long wait = nanosToWait(); wait > 0; wait = nanosToWait()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new HeldBackException();
                }
                changed.awaitNanos(Math.min(wait, left));
            }
            underWay++;
            return new Turn();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new HeldBackException();
        } finally {
            lock.unlock();
        }
    }

    /** How many calls may be under way at once at present. */
    int limit() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }

    private long nanosToWait() {
        long held = heldUntil - System.nanoTime();
        if (held > 0) {
            return held;
        }
        return underWay < (int) limit ? 0 : Long.MAX_VALUE;
    }

    private void end(Turn turn) {
        lock.lock();
        try {
            underWay--;
            // Calls that were under way together are throttled together: that is one reason to slow down, not many.
            boolean tellsOfThePresent = turn.begun - slowedAt >= 0;
            if (turn.throttled && tellsOfThePresent) {
                slowDown();
            } else if (!turn.throttled) {
                limit = Math.min(most, limit + 1 / limit);
                throttledInARow = tellsOfThePresent ? 0 : throttledInARow;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void slowDown() {
        long full =
                Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(LONGEST_SHIFT, throttledInARow));
        long now = System.nanoTime();
        limit = Math.max(1, limit / 2);
        throttledInARow++;
        heldUntil = now + full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1);
        slowedAt = now;
    }

    /** No turn came in time: the call was not made. */
    static final class HeldBackException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private HeldBackException() {
            super("no turn came in time", null, false, false);
        }
    }
}
