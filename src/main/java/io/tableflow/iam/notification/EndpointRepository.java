package io.tableflow.iam.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How far endpoints have been told, and what waits. Every change names the revision that it was decided by: it is dropped if somebody
 * else has changed the endpoint since.
 */
@Repository
class EndpointRepository {

    private static final String OF_REVISION = " where name = :name and revision = :revision";

    private final JdbcClient jdbc;

    EndpointRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The state; empty for an endpoint that nothing was stored of yet. */
    Optional<EndpointState> find(String name) {
        return jdbc.sql("""
                        select e.*, (select position from audit_head) as head,
                            (select count(*) from notification_blocked where endpoint = e.name) as blocked
                        from notification_endpoint e where name = :name
                        """).param("name", name).query((row, nth) -> state(row)).optional();
    }

    /** Begins to tell a new endpoint of events, from now on. */
    void begin(String name) {
        jdbc.sql("""
                        insert into notification_endpoint (name, position) select :name, position from audit_head
                        on conflict (name) do nothing
                        """).param("name", name).update();
    }

    /** Stores everything of the state but its revision, which becomes the next. */
    boolean store(String name, EndpointState state) {
        return jdbc.sql("""
                        update notification_endpoint set revision = revision + 1, position = :position,
                            failures = :failures, failing_since = :failingSince, resume_at = :resumeAt,
                            last_success_at = :lastSuccessAt, last_failure_at = :lastFailureAt,
                            last_failure = :lastFailure, disabled_at = :disabledAt, disabled_reason = :disabledReason
                        """ + OF_REVISION)
                        .param("name", name)
                        .param("revision", state.revision())
                        .param("position", state.position())
                        .param("failures", state.failures())
                        .param("failingSince", stored(state.failingSince()))
                        .param("resumeAt", stored(state.resumeAt()))
                        .param("lastSuccessAt", stored(state.lastSuccessAt()))
                        .param("lastFailureAt", stored(state.lastFailureAt()))
                        .param("lastFailure", state.lastFailure())
                        .param("disabledAt", stored(state.disabledAt()))
                        .param("disabledReason", state.disabledReason())
                        .update()
                == 1;
    }

    /** The environments that wait, those that are due first at the beginning. */
    List<BlockedEnvironment> blocked(String endpoint, int limit) {
        return jdbc.sql("select * from notification_blocked where endpoint = :endpoint order by due_at limit :limit")
                .param("endpoint", endpoint)
                .param("limit", limit)
                .query((row, nth) -> blocked(row))
                .list();
    }

    /** The environments whose turn has come, those first that wait longest. */
    List<BlockedEnvironment> due(String endpoint, Instant now, int limit) {
        return jdbc.sql("""
                        select * from notification_blocked
                        where endpoint = :endpoint and due_at <= :now
                        order by due_at limit :limit
                        """)
                .param("endpoint", endpoint)
                .param("now", stored(now))
                .param("limit", limit)
                .query((row, nth) -> blocked(row))
                .list();
    }

    /** The names of the environments that wait. */
    List<String> blockedNames(String endpoint) {
        return jdbc.sql("select environment from notification_blocked where endpoint = :endpoint")
                .param("endpoint", endpoint)
                .query((row, nth) -> row.getString("environment"))
                .list();
    }

    /** Stores what an environment waits for. */
    void block(String endpoint, BlockedEnvironment blocked) {
        jdbc.sql("""
                        insert into notification_blocked
                            (endpoint, environment, position, attempts, failing_since, due_at, last_failure)
                        values (:endpoint, :environment, :position, :attempts, :failingSince, :dueAt, :lastFailure)
                        on conflict (endpoint, environment) do update set position = excluded.position,
                            attempts = excluded.attempts, failing_since = excluded.failing_since,
                            due_at = excluded.due_at, last_failure = excluded.last_failure
                        """)
                .param("endpoint", endpoint)
                .param("environment", blocked.environment())
                .param("position", blocked.position())
                .param("attempts", blocked.attempts())
                .param("failingSince", stored(blocked.failingSince()))
                .param("dueAt", stored(blocked.dueAt()))
                .param("lastFailure", blocked.lastFailure())
                .update();
    }

    void unblock(String endpoint, String environment) {
        jdbc.sql("delete from notification_blocked where endpoint = :endpoint and environment = :environment")
                .param("endpoint", endpoint)
                .param("environment", environment)
                .update();
    }

    /** Forgets what waits from a position on, since all of it will be delivered again. */
    void unblockFrom(String endpoint, long position) {
        jdbc.sql("delete from notification_blocked where endpoint = :endpoint and position >= :position")
                .param("endpoint", endpoint)
                .param("position", position)
                .update();
    }

    /** Makes everything due that began to fail at a moment or later. */
    void hasten(String endpoint, Instant since, Instant now) {
        jdbc.sql("""
                        update notification_blocked set due_at = :now
                        where endpoint = :endpoint and failing_since >= :since and due_at > :now
                        """)
                .param("endpoint", endpoint)
                .param("since", stored(since))
                .param("now", stored(now))
                .update();
    }

    private static EndpointState state(ResultSet row) throws SQLException {
        return new EndpointState(
                row.getLong("position"),
                row.getLong("revision"),
                row.getInt("failures"),
                instant(row, "failing_since"),
                instant(row, "resume_at"),
                instant(row, "last_success_at"),
                instant(row, "last_failure_at"),
                row.getString("last_failure"),
                instant(row, "disabled_at"),
                row.getString("disabled_reason"),
                row.getInt("blocked"),
                row.getLong("head"));
    }

    private static BlockedEnvironment blocked(ResultSet row) throws SQLException {
        return new BlockedEnvironment(
                row.getString("environment"),
                row.getLong("position"),
                row.getInt("attempts"),
                Objects.requireNonNull(instant(row, "failing_since")),
                Objects.requireNonNull(instant(row, "due_at")),
                row.getString("last_failure"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static @Nullable OffsetDateTime stored(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
