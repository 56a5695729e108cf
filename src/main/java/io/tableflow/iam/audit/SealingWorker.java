package io.tableflow.iam.audit;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Seals lines once they are committed, those of a second together, and lines that a dead node has left unsealed. It has
 * a thread of its own, so nothing waits for it.
 */
@Component
public class SealingWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SealingWorker.class);

    /** A chain is sealed once a second at most; whoever reads it seals it first. */
    private static final long COLLECT_MILLIS = 1_000;

    /** Nobody wakes this node for the lines of a node that died. */
    private static final long LOOK_EVERY_MILLIS = 10_000;

    private final ChainSealer sealer;
    private final Semaphore pending = new Semaphore(0);
    private final Semaphore stopping = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean failing;

    SealingWorker(ChainSealer sealer) {
        this.sealer = sealer;
    }

    /** A line was committed. */
    void wake() {
        pending.release();
    }

    /**
     * Seals what is committed by now, before a reader reads it. If that fails, the reader gets the lines that are
     * sealed.
     */
    public void sealNow() {
        seal(sealer::isNeeded);
    }

    private void seal(BooleanSupplier isNeeded) {
        try {
            boolean more = isNeeded.getAsBoolean();
            while (more) {
                more = sealer.seal();
            }
            failing = false;
        } catch (DataAccessException | TransactionException failed) {
            if (!failing) {
                log.warn("Committed lines of the audit trail cannot be sealed; it is tried again and again", failed);
            }
            failing = true;
        }
    }

    @Override
    public void start() {
        Thread sealing = Thread.ofVirtual().name("audit-sealing").unstarted(this::run);
        thread = sealing;
        stopping.drainPermits();
        sealing.start();
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            try {
                boolean isWoken =
                        pending.tryAcquire(failing ? COLLECT_MILLIS : LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                if (isWoken && stopping.tryAcquire(COLLECT_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                pending.drainPermits();
                seal(() -> isWoken || sealer.isNeeded());
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        thread = null;
        stopping.release();
        wake();
        sealNow();
    }

    /** Starts before the node serves requests, and stops after the last one was served. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
