package io.tableflow.iam.audit;

import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Appends lines, and has them sealed once they are committed. */
@Repository
class AuditEntryRepository {

    private final JdbcClient jdbc;
    private final SealingWorker sealing;

    AuditEntryRepository(JdbcClient jdbc, SealingWorker sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    /** Appends a line in the running transaction, without a lock, since its position is assigned after the commit. */
    void append(AuditEntry line) {
        jdbc.sql("""
                        with line as (
                            insert into audit_event (occurred_at, type, environment_id, environment, actor, address,
                                                     correlation_id, reason, before, after, details)
                            values (:at, :type, :environmentId, :environment, :actor, :address,
                                    :correlationId, :reason, cast(:before as json), cast(:after as json), cast(:details as json))
                            returning id)
                        insert into audit_unsealed (event_id, digest) select id, decode(:digest, 'hex') from line
                        """)
                .param("at", line.at().atOffset(ZoneOffset.UTC))
                .param("type", line.type())
                .param("environmentId", line.environmentId(), java.sql.Types.OTHER)
                .param("environment", line.environment(), java.sql.Types.VARCHAR)
                .param("actor", line.actor())
                .param("address", line.address(), java.sql.Types.VARCHAR)
                .param("correlationId", line.correlationId(), java.sql.Types.VARCHAR)
                .param("reason", line.reason(), java.sql.Types.VARCHAR)
                .param("before", line.before(), java.sql.Types.VARCHAR)
                .param("after", line.after(), java.sql.Types.VARCHAR)
                .param("details", line.details())
                .param("digest", line.digest())
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sealing.wake();
            }
        });
    }
}
