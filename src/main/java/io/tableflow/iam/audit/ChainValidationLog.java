package io.tableflow.iam.audit;

import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Validates the chain and stores the latest result, so that every node can report it as a metric. */
@Component
public class ChainValidationLog {

    private static final Logger log = LoggerFactory.getLogger(ChainValidationLog.class);

    private final SealingWorker sealing;
    private final ChainValidator validator;
    private final JdbcClient jdbc;

    ChainValidationLog(SealingWorker sealing, ChainValidator validator, JdbcClient jdbc) {
        this.sealing = sealing;
        this.validator = validator;
        this.jdbc = jdbc;
    }

    /** Seals what is committed, validates the whole chain, which reads every line, and stores the result. */
    public ChainValidation validate() {
        sealing.sealNow();
        ChainValidation result = validator.validate();
        if (result.firstBroken() != null) {
            log.error(
                    "The chain of the audit trail is broken: {}",
                    result.firstBroken().message());
        }
        store(result, result.firstBroken());
        return result;
    }

    private void store(ChainValidation result, ChainValidation.@Nullable Broken broken) {
        jdbc.sql("""
            insert into audit_validation (checked_at, valid, lines, broken_position, broken_reason)
            values (:checkedAt, :valid, :lines, :position, :reason)
            on conflict (only_row) do update set checked_at = excluded.checked_at, valid = excluded.valid,
                lines = excluded.lines, broken_position = excluded.broken_position, broken_reason = excluded.broken_reason
            """)
                .param("checkedAt", result.checkedAt().atOffset(ZoneOffset.UTC))
                .param("valid", result.valid())
                .param("lines", result.lines())
                .param("position", broken == null ? null : broken.id())
                .param("reason", broken == null ? null : broken.reason().name())
                .update();
    }
}
