package io.tableflow.iam.audit;

import io.tableflow.iam.environment.EnvironmentEvent;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down, once a minute, how many refusals were not written down. */
@Component
class RefusalSummary {

    /** What this room has to tell by itself. */
    enum Type {
        REFUSALS_COUNTED
    }

    private final RefusalRateLimit limit;
    private final AuditEntryWriter writer;
    private final TransactionTemplate transaction;

    RefusalSummary(RefusalRateLimit limit, AuditEntryWriter writer, TransactionTemplate transaction) {
        this.limit = limit;
        this.writer = writer;
        this.transaction = transaction;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    @PreDestroy
    void write() {
        Map<String, Integer> counted = limit.begin();
        if (!counted.isEmpty()) {
            int all = counted.values().stream().mapToInt(Integer::intValue).sum();
            transaction.executeWithoutResult(status -> writer.write(new AuditEntryDraft(
                    Type.REFUSALS_COUNTED,
                    null,
                    null,
                    EnvironmentEvent.SERVICE,
                    "more was refused within a minute than is written down one by one",
                    null,
                    null,
                    null,
                    Map.of("count", all, "addresses", counted))));
        }
    }
}
