package io.tableflow.iam.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what this thread writes to AWS, as long as it is open: so that whoever does a piece of work can tell of every
 * write, also where the work failed in the middle.
 */
public final class AwsWriteRecorder implements AutoCloseable {

    private static final ThreadLocal<@Nullable AwsWriteRecorder> CURRENT = new ThreadLocal<>();

    private final List<AwsWrite> writes = new ArrayList<>();

    private AwsWriteRecorder() {}

    /** Begins to remember; one at a time. */
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

    /** All until now, in their order. */
    public List<AwsWrite> all() {
        return List.copyOf(writes);
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
