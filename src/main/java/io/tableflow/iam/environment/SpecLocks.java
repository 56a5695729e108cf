package io.tableflow.iam.environment;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Serializes requests whose specs name the same thing, where there is no row yet that could be locked. Each lock needs a
 * transaction, whose end releases it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SpecLocks {

    private final JdbcClient jdbc;

    SpecLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for the lock on an environment's name. */
    public void acquireName(String name) {
        acquire("environment:" + name);
    }

    /** Waits for the lock on a bucket. */
    public void acquireBucket(String bucket) {
        acquire("bucket:" + bucket);
    }

    private void acquire(String key) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", key)
                .query((row, number) -> key)
                .single();
    }
}
