package io.tableflow.iam.audit;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Seals lines once they are committed, and lines that a dead node has left unsealed. It has a thread of its own, so
 * nothing waits for it.
 */
@Component
public class SealingWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SealingWorker.class);

    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final ChainSealer sealer;
    private final Semaphore pending = new Semaphore(0);
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
        try {
            boolean more = sealer.isNeeded();
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
        sealing.start();
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            sealNow();
            try {
                if (pending.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    pending.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        thread = null;
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
