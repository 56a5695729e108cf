package io.tableflow.iam.audit;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Records once a minute how many refusals were not recorded one by one. */
@Component
class RefusalSummary {

    private final RefusalRateLimit limit;
    private final AuditEntryWriter writer;

    RefusalSummary(RefusalRateLimit limit, AuditEntryWriter writer) {
        this.limit = limit;
        this.writer = writer;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    @PreDestroy
    void write() {
        Map<String, Integer> counted = limit.begin();
        if (!counted.isEmpty()) {
            writer.writeOnItsOwn(new RefusalsCounted(counted));
        }
    }

    /** More refusals within a minute than are recorded one by one. */
    private record RefusalsCounted(Map<String, Integer> byAddress) implements AuditableEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.REFUSALS_COUNTED;
        }

        @Override
        public String actor() {
            return SERVICE;
        }

        @Override
        public String reason() {
            return "more was refused within a minute than is written down one by one";
        }

        @Override
        public Map<String, ?> details() {
            int count = byAddress.values().stream().mapToInt(Integer::intValue).sum();
            return Map.of("count", count, "addresses", byAddress);
        }
    }
}
