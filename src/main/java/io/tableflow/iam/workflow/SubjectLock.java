package io.tableflow.iam.workflow;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Serializes all that is decided about one subject: a request that changes what is wanted and the runner that acts on
 * it take this lock first, before they read, and hold it until their transaction ends. So neither can miss the other.
 */
@Component
public class SubjectLock {

    private final JdbcClient jdbc;

    SubjectLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for the lock on everything that bears this name. Needs a transaction, which releases it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void acquire(String subjectName) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('workflow-subject:' || :name, 0))")
                .param("name", subjectName)
                .query((row, number) -> subjectName)
                .single();
    }
}
