package io.tableflow.iam.common;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Work that has to be done again and again, by one node at a time however many there are. Every bean of this type is run:
 * the node that runs it holds a lease, renewed by its heartbeat. If the node dies the lease is lost and another node runs
 * the job; if the job fails, it is run again when it is next due.
 */
public interface RecurringJob {

    /** Unique and stable: all nodes know the job by it, and it is stored. */
    String name();

    /** How long to rest after each run. */
    Duration interval();

    /**
     * Runs once, outside any transaction.
     *
     * @param stopping whether this node is about to stop: what can wait is then left to the next run
     */
    void run(BooleanSupplier stopping);
}
