package io.tableflow.iam.api.audit;

import io.tableflow.iam.audit.ChainSealer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Watches the length of the chain, which any node can extend. One reader polls the database for all readers of this node, and
 * only while at least one of them waits.
 */
@Component
class ChainHeadWatcher {

    private static final Logger log = LoggerFactory.getLogger(ChainHeadWatcher.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(10);

    private final ChainSealer sealer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long position;
    private long wakes;
    private boolean looking;

    ChainHeadWatcher(ChainSealer sealer) {
        this.sealer = sealer;
    }

    /**
     * Waits until the chain is longer than a position.
     *
     * @return whether it is; if not, a heartbeat is due
     */
    boolean awaitBehind(long place) {
        long end = System.nanoTime() + HEARTBEAT_EVERY.toNanos();
        lock.lock();
        try {
            long wakesBefore = wakes;
            while (position <= place && wakes == wakesBefore) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                if (looking) {
                    changed.await(left, TimeUnit.NANOSECONDS);
                } else {
                    look(place);
                }
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The first reader that waits polls for all others. */
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    private void look(long place) throws InterruptedException {
        looking = true;
        try {
            long found = unlocked();
            if (found > position) {
                position = found;
            } else if (position <= place) {
                changed.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
            }
        } finally {
            looking = false;
            changed.signalAll();
        }
    }

    private long unlocked() {
        lock.unlock();
        try {
            return sealer.head().position();
        } catch (DataAccessException failed) {
            log.debug("The length of the audit trail is not known at the moment", failed);
            return 0;
        } finally {
            lock.lock();
        }
    }

    /** Wakes all readers, so that they can end. */
    void wakeAll() {
        lock.lock();
        try {
            wakes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
