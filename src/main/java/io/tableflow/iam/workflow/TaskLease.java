package io.tableflow.iam.workflow;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a task that was executed back to the queue, or ends it, in the running transaction: so that the outcome and
 * what follows from it cost one commit. db-scheduler's own operations cannot be used for that, because they commit.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class TaskLease {

    private static final String STILL_HELD =
            " where task_name = :task and task_instance = :instance and version = :version";

    private final JdbcClient jdbc;

    TaskLease(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes the task due at that moment, for any node.
     *
     * @return false if another node has the task by now
     */
    boolean release(Execution executed, Instant due, Instant now) {
        return statement("""
                        update scheduled_tasks
                        set execution_time = :due, picked = false, picked_by = null, last_heartbeat = null,
                            last_success = :now, consecutive_failures = 0, version = version + 1
                        """, executed)
                        .param("due", due.atOffset(ZoneOffset.UTC))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /**
     * Makes a task due at that moment unless a node executes it.
     *
     * @return whether there is one, executed or not
     */
    boolean bringForward(String task, String instance, Instant due) {
        return jdbc.sql("""
                        with due as (
                            update scheduled_tasks set execution_time = :due, version = version + 1
                            where task_name = :task and task_instance = :instance and not picked
                            returning task_instance)
                        select exists (select 1 from due)
                            or exists (
                                select 1 from scheduled_tasks where task_name = :task and task_instance = :instance)
                        """)
                .param("task", task)
                .param("instance", instance)
                .param("due", due.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /**
     * Removes the task.
     *
     * @return false if another node has the task by now
     */
    boolean end(Execution executed) {
        return statement("delete from scheduled_tasks", executed).update() == 1;
    }

    private JdbcClient.StatementSpec statement(String sql, Execution executed) {
        return jdbc.sql(sql + STILL_HELD)
                .param("task", executed.getTaskName())
                .param("instance", executed.getId())
                .param("version", executed.version);
    }
}
