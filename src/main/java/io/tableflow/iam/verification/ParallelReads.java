package io.tableflow.iam.verification;

import io.tableflow.iam.aws.AwsException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads from AWS, all at the same time, each on a thread of its own, until a deadline. */
final class ParallelReads implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration deadline;

    /** @param deadline how long each may take from its start */
    ParallelReads(Duration deadline) {
        this.deadline = deadline;
    }

    /** Starts a read. It may itself wait for others. */
    <T> PendingRead<T> start(Callable<T> read) {
        return new PendingRead<>(threads.submit(read), System.nanoTime() + deadline.toNanos());
    }

    /** What is read, unless AWS says that it does not exist. */
    static <T> Optional<T> find(Callable<T> read) throws Exception {
        try {
            return Optional.of(read.call());
        } catch (AwsException failure) {
            if (failure.kind() == AwsException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** What has not ended by now is interrupted, and nobody waits for it. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
