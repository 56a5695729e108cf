package io.tableflow.iam.audit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Appends lines, all of a transaction with one statement, and has them sealed once they are committed. */
@Repository
class AuditEntryRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final EntryAuthentication authentication;
    private final SealingWorker sealing;

    AuditEntryRepository(JdbcClient jdbc, JsonMapper json, EntryAuthentication authentication, SealingWorker sealing) {
        this.jdbc = jdbc;
        this.json = json;
        this.authentication = authentication;
        this.sealing = sealing;
    }

    /**
     * Appends a line to those that the running transaction inserts before it commits. It needs no lock, since the
     * line's position is assigned after the commit.
     */
    void append(AuditEntry line) {
        Lines lines = (Lines) TransactionSynchronizationManager.getResource(this);
        if (lines == null) {
            lines = new Lines();
            TransactionSynchronizationManager.bindResource(this, lines);
            TransactionSynchronizationManager.registerSynchronization(lines);
        }
        lines.add(line);
    }

    /** The identity column counts in the order of the lines, so the numbers of both sides match. */
    private void insert(List<AuditEntry> lines) {
        jdbc.sql("""
                        with line as (
                            select *
                            from rows from (json_to_recordset(cast(:lines as json)) as (
                                     at timestamp with time zone, type text, "environmentId" uuid, environment text, actor text, address text,
                                     "correlationId" text, reason text, before text, after text, details text, digest text, mac text))
                                 with ordinality as line (occurred_at, type, environment_id, environment, actor, address,
                                     correlation_id, reason, before, after, details, digest, mac, number)),
                        inserted as (
                            insert into audit_event (occurred_at, type, environment_id, environment, actor, address,
                                                     correlation_id, reason, before, after, details)
                            select occurred_at, type, environment_id, environment, actor, address,
                                   correlation_id, reason, before::json, after::json, details::json
                            from line
                            order by number
                            returning id)
                        insert into audit_unsealed (event_id, digest, mac)
                        select id, decode(digest, 'hex'), decode(mac, 'hex')
                        from (select id, row_number() over (order by id) as number from inserted) numbered
                             join line using (number)
                        """)
                .param(
                        "lines",
                        json.writeValueAsString(lines.stream().map(this::row).toList()))
                .update();
    }

    private Row row(AuditEntry line) {
        String digest = line.digest();
        return new Row(line, digest, authentication.code(digest));
    }

    /** The lines of one transaction. */
    private final class Lines implements TransactionSynchronization {

        private final List<AuditEntry> lines = new ArrayList<>();

        void add(AuditEntry line) {
            lines.add(line);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            insert(lines);
        }

        @Override
        public void afterCommit() {
            sealing.wake();
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(AuditEntryRepository.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(AuditEntryRepository.this, this);
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(AuditEntryRepository.this);
        }
    }

    /** A line as the statement reads it. */
    private record Row(
            @JsonUnwrapped AuditEntry line,
            String digest,
            @Nullable String mac) {}
}
