package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.awaitility.Awaitility;

/** Has the service sweep its account, and waits for the end. */
final class Sweep {

    private final TestDatabase database;

    Sweep(TestDatabase database) {
        this.database = database;
    }

    /** One sweep, which must find all environments intact. */
    void run() {
        OffsetDateTime before = database.client()
                .sql("select now()")
                .query(OffsetDateTime.class)
                .single();
        database.client()
                .sql("update scheduled_tasks set execution_time = now() where task_name = 'drift-sweep' and not picked")
                .update();
        Awaitility.await("the sweep")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> database.client()
                        .sql("""
                                select exists (
                                    select from drift_sweep
                                    where finished_at is not null and started_at > :before and failure is null)
                                """)
                        .param("before", before)
                        .query(Boolean.class)
                        .single());
        int drifted = database.client()
                .sql("select sum(drifted) from drift_sweep")
                .query(Integer.class)
                .single();
        if (drifted > 0) {
            throw new IllegalStateException("The sweep found " + drifted + " environments that differ");
        }
    }

    /** How many rows about environments were written so far. */
    long rowsWritten() {
        return database.client().sql("""
                        select sum(n_tup_ins + n_tup_upd + n_tup_del)
                        from pg_stat_user_tables
                        where relname in ('environment', 'workflow', 'drift', 'policy_revision', 'audit_event')
                        """).query(Long.class).single();
    }
}
