package io.tableflow.iam.workflow;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Serializes all decisions about one subject. A request that changes the desired state, and the runner that acts on it,
 * take this lock before they read, and hold it until their transaction ends. So each sees what the other has stored.
 */
@Component
public class SubjectLock {

    private final JdbcClient jdbc;

    SubjectLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for the lock on a subject's name. Needs a transaction, whose end releases it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void acquire(String subjectName) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('workflow-subject:' || :name, 0))")
                .param("name", subjectName)
                .query((row, number) -> subjectName)
                .single();
    }
}
