package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Whether a change can be seen yet: IAM is eventually consistent, and a fault can make that last. */
@FunctionalInterface
interface Visibility {

    Visibility IMMEDIATE = () -> true;

    /** Tells whether the change can be seen by the one who looks now; each question counts as a read. */
    boolean reached();

    static Visibility from(Instant time, Supplier<Instant> now) {
        return () -> !now.get().isBefore(time);
    }

    static Visibility afterReads(int reads) {
        AtomicInteger left = new AtomicInteger(reads);
        return () -> left.getAndUpdate(count -> Math.max(0, count - 1)) == 0;
    }
}
