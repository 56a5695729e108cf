package io.tableflow.iam.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records what the current thread writes to AWS while it is open, so that every write can be reported, also where the
 * work fails in between.
 */
public final class AwsWriteRecorder implements AutoCloseable {

    private static final ThreadLocal<@Nullable AwsWriteRecorder> CURRENT = new ThreadLocal<>();

    private final List<AwsWrite> writes = new ArrayList<>();

    private AwsWriteRecorder() {}

    /** Starts recording. A thread can have one recorder at a time. */
    public static AwsWriteRecorder remember() {
        if (CURRENT.get() != null) {
            throw new IllegalStateException("What this thread writes to AWS is remembered already");
        }
        AwsWriteRecorder writes = new AwsWriteRecorder();
        CURRENT.set(writes);
        return writes;
    }

    public static void add(AwsWrite write) {
        AwsWriteRecorder current = CURRENT.get();
        if (current != null) {
            current.writes.add(write);
        }
    }

    /** All writes so far, in their order. */
    public List<AwsWrite> all() {
        return List.copyOf(writes);
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
