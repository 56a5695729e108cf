package io.tableflow.iam.console.live;

import io.tableflow.iam.console.page.ConditionalOnConsole;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the pages that are open on this node show, and whether it has changed since, on whatever node. However many pages are open, one
 * of their threads asks the database, with one statement for all; if none is open, nobody asks.
 */
@Component
@ConditionalOnConsole
public class LiveVersions {

    /** The subject of the list of environments; that of an environment's page is its name. */
    public static final String ALL = "";

    /** What an environment has for a version once it is gone. */
    static final String GONE = "gone";

    private static final Logger log = LoggerFactory.getLogger(LiveVersions.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    private final JdbcClient jdbc;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Integer> readers = new HashMap<>();
    private Map<String, String> versions = Map.of();
    private boolean looking;
    private long wakes;

    LiveVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The version of a subject at this moment. */
    public String now(String subject) {
        return read(Set.of(subject)).getOrDefault(subject, GONE);
    }

    /** A page is opened. */
    public void open(String subject) {
        locked(() -> readers.merge(subject, 1, Integer::sum));
    }

    /** A page is closed. */
    public void close(String subject) {
        locked(() -> readers.merge(subject, -1, (before, less) -> before + less == 0 ? null : before + less));
    }

    /**
     * Waits until a subject has another version.
     *
     * @param seen the version that is shown; null: none
     * @return its version, which is the same if the time is up
     */
    @Nullable
    public String await(String subject, @Nullable String seen, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            long wakesBefore = wakes;
            while (true) {
                String version = versions.get(subject);
                long left = end - System.nanoTime();
                if ((version != null && !version.equals(seen)) || left <= 0 || wakes != wakesBefore) {
                    return version == null ? seen : version;
                }
                if (looking) {
                    changed.await(left, TimeUnit.NANOSECONDS);
                } else {
                    look();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has all that wait go on, as where this node stops. */
    public void wakeAll() {
        locked(() -> wakes++);
    }

    /** One that waits looks for all others. */
    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    private void look() throws InterruptedException {
        looking = true;
        try {
            Set<String> subjects = new HashSet<>(readers.keySet());
            lock.unlock();
            Map<String, String> found;
            try {
                found = read(subjects);
            } finally {
                lock.lock();
            }
            boolean isNew = !found.equals(versions);
            versions = found;
            if (!isNew) {
                changed.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
            }
        } finally {
            looking = false;
            changed.signalAll();
        }
    }

    private Map<String, String> read(Set<String> subjects) {
        Map<String, String> found = new HashMap<>();
        subjects.forEach(subject -> found.put(subject, GONE));
        try {
            jdbc.sql("""
                            select e.name as subject,
                                   e.revision || '.' || coalesce(w.version, 0) || '.' || coalesce(v.change_number, 0) as version
                            from environment e
                                 left join workflow w on w.id = e.workflow_id
                                 left join tableflow_verdict v on v.environment_id = e.id
                            where e.name in (:names)
                            union all
                            select '', position || '.' || coalesce((select max(change_number) from tableflow_verdict), 0)
                            from audit_head
                            where '' in (:names)
                            """)
                    .param("names", List.copyOf(subjects))
                    .query((row, number) -> Map.entry(row.getString("subject"), row.getString("version")))
                    .list()
                    .forEach(row -> found.put(row.getKey(), row.getValue()));
            return found;
        } catch (DataAccessException failed) {
            log.debug("What has changed is not known at the moment", failed);
            return versions;
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
