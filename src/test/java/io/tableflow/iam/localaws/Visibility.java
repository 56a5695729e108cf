package io.tableflow.iam.localaws;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Whether a change is visible yet: IAM is eventually consistent, and a fault can delay it further. */
@FunctionalInterface
interface Visibility {

    Visibility IMMEDIATE = () -> true;

    /** Whether the change is visible to the present reader; each call counts as a read. */
    boolean reached();

    static Visibility from(Instant time, Supplier<Instant> now) {
        return () -> !now.get().isBefore(time);
    }

    static Visibility afterReads(int reads) {
        AtomicInteger left = new AtomicInteger(reads);
        return () -> left.getAndUpdate(count -> Math.max(0, count - 1)) == 0;
    }
}
