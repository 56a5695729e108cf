package io.tableflow.iam.api.idempotency;

import io.tableflow.iam.common.RecurringJob;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Removes the answers to idempotency keys that have expired. */
@Component
class IdempotencyHousekeeping implements RecurringJob {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyHousekeeping.class);

    private final IdempotencyRepository records;

    IdempotencyHousekeeping(IdempotencyRepository records) {
        this.records = records;
    }

    @Override
    public String name() {
        return "idempotency-housekeeping";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(BooleanSupplier stopping) {
        int removed = records.removeExpired();
        log.debug("Removed {} expired idempotency keys", removed);
    }
}
