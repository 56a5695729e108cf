package io.tableflow.iam.workflow;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Work that has to be done again and again, by one node at a time however many there are. If that node dies, another one
 * takes over; if the work fails, it is done again when it is next due.
 */
public interface RecurringJob {

    /** Names the job for good: the nodes tell by it what is one and the same. */
    String name();

    /** How long to rest after it was done. */
    Duration interval();

    /**
     * Does it once, outside any transaction.
     *
     * @param stopping whether this node is about to stop: what can wait is then left to the next time
     */
    void run(BooleanSupplier stopping);
}
