package io.tableflow.iam.benchmark;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How long db-scheduler's own statement takes to claim what is due, among tasks that are not, in a table that no node polls. */
final class ClaimedTasks {

    private static final String TABLE = "claimed_tasks";
    private static final int DUE = 16;
    private static final int TIMES = 300;

    private final TestDatabase database;
    private final int size;

    ClaimedTasks(TestDatabase database, int size) {
        this.database = database;
        this.size = size;
    }

    double medianMillis() {
        List.of(
                        "drop table if exists " + TABLE,
                        "create table " + TABLE + " (like scheduled_tasks including all)",
                        "insert into " + TABLE + " (task_name, task_instance, execution_time, picked, version)"
                                + " select 'workflow', n, now() + interval '1 day', false, 1"
                                + " from generate_series(1, " + size + ") n",
                        "vacuum analyze " + TABLE)
                .forEach(sql -> database.client().sql(sql).update());
        SingleConnectionDataSource connection = new SingleConnectionDataSource(
                database.jdbcUrl(), database.getUsername(), database.getPassword(), true);
        try {
            JdbcTaskRepository tasks = repository(connection);
            return Median.of(java.util.stream.IntStream.range(0, TIMES)
                    .mapToObj(time -> claim(tasks))
                    .toList());
        } finally {
            connection.destroy();
        }
    }

    private double claim(JdbcTaskRepository tasks) {
        database.client()
                .sql("insert into " + TABLE + " (task_name, task_instance, execution_time, picked, version)"
                        + " select 'workflow', 'due-' || n, now() - interval '1 s', false, 1"
                        + " from generate_series(1, :due) n")
                .param("due", DUE)
                .update();
        long start = System.nanoTime();
        List<Execution> claimed = tasks.lockAndGetDue(Instant.now(), DUE);
        double millis = (System.nanoTime() - start) / 1e6;
        if (claimed.size() != DUE) {
            throw new IllegalStateException(claimed.size() + " tasks were claimed");
        }
        claimed.forEach(tasks::remove);
        return millis;
    }

    private static JdbcTaskRepository repository(DataSource connection) {
        Task<Void> task = Tasks.oneTime("workflow").execute((instance, context) -> {});
        return new JdbcTaskRepository(
                connection,
                true,
                TABLE,
                new TaskResolver(SchedulerListeners.NOOP, new SystemClock(), List.of(task)),
                new SchedulerName.Fixed("benchmark"),
                false,
                new SystemClock());
    }
}
