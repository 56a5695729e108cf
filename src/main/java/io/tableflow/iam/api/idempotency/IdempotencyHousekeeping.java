package io.tableflow.iam.api.idempotency;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Throws away answers that nobody is given any more. Every node does it; it doesn't matter who comes first. */
@Component
class IdempotencyHousekeeping {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyHousekeeping.class);

    private final IdempotencyRepository records;

    IdempotencyHousekeeping(IdempotencyRepository records) {
        this.records = records;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void removeExpired() {
        int removed = records.removeExpired();
        log.debug("Removed {} expired idempotency keys", removed);
    }
}
