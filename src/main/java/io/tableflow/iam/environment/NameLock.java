package io.tableflow.iam.environment;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Serializes requests that create an environment of one name: before it exists, there is no row to lock. */
@Component
class NameLock {

    private final JdbcClient jdbc;

    NameLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for the lock on a name. Needs a transaction, whose end releases it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void acquire(String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('environment:' || :name, 0))")
                .param("name", name)
                .query((row, number) -> name)
                .single();
    }
}
