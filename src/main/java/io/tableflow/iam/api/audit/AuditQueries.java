package io.tableflow.iam.api.audit;

import io.tableflow.iam.api.environment.EnvironmentProblems;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.audit.AuditEntryRowMapper;
import io.tableflow.iam.audit.ChainSealer;
import io.tableflow.iam.audit.SealingWorker;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads the sealed lines of the trail. It seals what is committed first, so that callers see what they have just done. All lines
 * that callers see are selected here.
 */
@Repository
class AuditQueries {

    private static final String LINES = "select s.position, encode(s.hash, 'hex') hash, " + AuditEntryRowMapper.COLUMNS
            + " from audit_seal s join audit_event e on e.id = s.event_id where ";

    /** How many events a stream holds in memory at most. */
    private static final int PART = 100;

    private final JdbcClient jdbc;
    private final ChainSealer sealer;
    private final SealingWorker sealing;

    AuditQueries(JdbcClient jdbc, ChainSealer sealer, SealingWorker sealing) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.sealing = sealing;
    }

    /**
     * A part of the trail in its order.
     *
     * @param upTo the position up to which these are all events
     * @param more whether there may be more after that
     */
    record Part(List<AuditEventView> events, long upTo, boolean more) {}

    /** Newest first. */
    Page<AuditEventView> page(EventFilter filter, Paging paging) {
        sealing.sealNow();
        List<AuditEventView> found = jdbc.sql(
                        LINES + "s.position < :before" + filter.sql() + " order by s.position desc limit :limit")
                .param("before", before(paging.after()))
                .param("limit", paging.fetch())
                .params(filter.parameters())
                .query((row, number) -> AuditEventView.of(AuditEntryRowMapper.sealed(row)))
                .list();
        return Page.of(found, paging, event -> Long.toString(event.id()));
    }

    /** The id of the newest event. */
    long head() {
        sealing.sealNow();
        return sealer.head().position();
    }

    /** The events after a position, oldest first. */
    Part after(long place, EventFilter filter) {
        long head = sealer.head().position();
        List<AuditEventView> found = jdbc.sql(LINES + "s.position > :after and s.position <= :head" + filter.sql()
                        + " order by s.position limit :limit")
                .param("after", place)
                .param("head", head)
                .param("limit", PART)
                .params(filter.parameters())
                .query((row, number) -> AuditEventView.of(AuditEntryRowMapper.sealed(row)))
                .list();
        boolean more = found.size() == PART;
        return new Part(found, more ? found.getLast().id() : Math.max(place, head), more);
    }

    /**
     * Requires that an environment with that name exists or existed.
     *
     * @throws io.tableflow.iam.http.problem.ProblemException 404 if there never was one
     */
    void requireKnown(String environment) {
        boolean known = jdbc.sql("select exists (select 1 from audit_event where environment = :name)")
                .param("name", environment)
                .query(Boolean.class)
                .single();
        if (!known) {
            throw EnvironmentProblems.notFound(environment);
        }
    }

    private static long before(@Nullable String position) {
        if (position == null) {
            return Long.MAX_VALUE;
        }
        if (!position.matches("\\d{1,18}")) {
            throw Paging.brokenCursor();
        }
        return Long.parseLong(position);
    }
}
