package io.tableflow.iam.accessreview;

import io.tableflow.iam.accessreview.RoleCall.Unexpected;
import io.tableflow.iam.aws.ServiceUse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The tables of what is collected. Nothing is stored of an environment that is gone. */
@Repository
class UseStore {

    private final JdbcClient jdbc;

    UseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the environments of an account with a role those whose report is older than that, oldest first. */
    List<UUID> reportsDue(String accountId, Instant before, int most) {
        return jdbc.sql("""
                select e.id from environment e left join access_report r on r.environment_id = e.id
                where e.account ->> 'id' = :account and e.resources -> 'role' ->> 'arn' is not null
                    and (r.asked_at is null or r.asked_at < :before)
                order by r.asked_at nulls first, e.name limit :most
                """)
                .param("account", accountId)
                .param("before", at(before))
                .param("most", most)
                .query((row, nth) -> row.getObject("id", UUID.class))
                .list();
    }

    @Transactional
    void saveReport(UUID environment, List<ServiceUse> services, Instant now) {
        if (upsertReport(environment, now, now, null, null) == 0) {
            return;
        }
        jdbc.sql("delete from access_use where environment_id = ?")
                .param(environment)
                .update();
        for (ServiceUse service : services) {
            insertUse(environment, service.namespace(), "", service.at(), service.region());
            service.actions()
                    .forEach(it -> insertUse(environment, service.namespace(), it.action(), it.at(), it.region()));
        }
    }

    /** The report before stays. */
    @Transactional
    void reportFailed(UUID environment, String failure, @Nullable String permission, Instant now) {
        upsertReport(environment, now, null, failure, permission);
    }

    private int upsertReport(
            UUID environment,
            Instant now,
            @Nullable Instant collected,
            @Nullable String failure,
            @Nullable String permission) {
        return jdbc.sql("""
                insert into access_report (environment_id, asked_at, collected_at, failure, permission)
                select id, :now, :collected, :failure, :permission from environment where id = :environment
                on conflict (environment_id) do update
                set asked_at = excluded.asked_at, failure = excluded.failure, permission = excluded.permission,
                    collected_at = coalesce(excluded.collected_at, access_report.collected_at)
                """)
                .param("environment", environment)
                .param("now", at(now))
                .param("collected", at(collected))
                .param("failure", failure)
                .param("permission", permission)
                .update();
    }

    private void insertUse(
            UUID environment, String service, String action, @Nullable Instant used, @Nullable String region) {
        jdbc.sql("""
                insert into access_use (environment_id, service, action, used_at, region)
                values (:environment, :service, :action, :used, :region) on conflict do nothing
                """)
                .param("environment", environment)
                .param("service", service)
                .param("action", action)
                .param("used", at(used))
                .param("region", region)
                .update();
    }

    Optional<UseReport> report(UUID environment) {
        List<UseReport.Line> lines = jdbc.sql("""
                select service, action, used_at, region from access_use
                where environment_id = ? order by service, action
                """)
                .param(environment)
                .query((row, nth) -> new UseReport.Line(
                        row.getString("service"),
                        row.getString("action"),
                        instant(row, "used_at"),
                        row.getString("region")))
                .list();
        return jdbc.sql("select * from access_report where environment_id = ?")
                .param(environment)
                .query((row, nth) -> new UseReport(
                        required(row, "asked_at"),
                        instant(row, "collected_at"),
                        row.getString("failure"),
                        row.getString("permission"),
                        lines))
                .optional();
    }

    /** Each region of an account that was ever read, or tried. */
    List<TrailCoverage> coverage(String accountId) {
        return jdbc.sql("select * from access_coverage where account_id = ? order by region")
                .param(accountId)
                .query((row, nth) -> new TrailCoverage(
                        row.getString("region"),
                        required(row, "covered_from"),
                        required(row, "covered_to"),
                        Duration.ofSeconds(row.getInt("window_seconds")),
                        instant(row, "skipped_at"),
                        required(row, "asked_at"),
                        row.getString("failure"),
                        row.getString("permission")))
                .list();
    }

    void save(String accountId, TrailCoverage coverage) {
        jdbc.sql("""
                insert into access_coverage (account_id, region, covered_from, covered_to, window_seconds, skipped_at,
                    asked_at, failure, permission)
                values (:account, :region, :from, :to, :window, :skipped, :asked, :failure, :permission)
                on conflict (account_id, region) do update
                set covered_to = excluded.covered_to, window_seconds = excluded.window_seconds,
                    skipped_at = excluded.skipped_at, asked_at = excluded.asked_at, failure = excluded.failure,
                    permission = excluded.permission
                """)
                .param("account", accountId)
                .param("region", coverage.region())
                .param("from", at(coverage.from()))
                .param("to", at(coverage.to()))
                .param("window", (int) Math.max(1, coverage.window().toSeconds()))
                .param("skipped", at(coverage.skippedAt()))
                .param("asked", at(coverage.askedAt()))
                .param("failure", coverage.failure())
                .param("permission", coverage.permission())
                .update();
    }

    /** The id of the principal that was first seen for an integration, in that account. */
    Optional<String> pinned(UUID environment, String integration, String account) {
        return jdbc.sql("""
                select caller_id from access_caller
                where environment_id = ? and integration_id = ? and caller_account = ? and caller_id <> ''
                order by first_seen, caller_id limit 1
                """)
                .params(environment, integration, account)
                .query(String.class)
                .optional();
    }

    /** Stores a call and counts its caller; false: it was stored before, or the environment is gone. */
    @Transactional
    boolean save(UUID environment, String integration, RoleCall call) {
        int stored = jdbc.sql("""
                insert into access_call (event_id, environment_id, occurred_at, region, caller_type, caller_account,
                    caller_id, caller_arn, session_name, source_ip, error_code, external_id_matched, shared_event_id,
                    unexpected)
                select :event, id, :at, :region, :type, :account, :caller, :arn, :session, :ip, :error,
                    cast(:matched as boolean), :shared, :unexpected
                from environment where id = :environment
                on conflict (event_id) do nothing
                """)
                .param("event", call.id())
                .param("at", at(call.at()))
                .param("region", call.region())
                .param("type", call.callerType())
                .param("account", call.callerAccount())
                .param("caller", call.callerId())
                .param("arn", call.callerArn())
                .param("session", call.sessionName())
                .param("ip", call.sourceIp())
                .param("error", call.errorCode())
                .param("matched", call.externalIdMatched())
                .param("shared", call.sharedEventId())
                .param(
                        "unexpected",
                        call.unexpected() == null ? null : call.unexpected().name())
                .param("environment", environment)
                .update();
        if (stored == 0) {
            return false;
        }
        jdbc.sql("""
                insert into access_caller (environment_id, integration_id, caller_id, caller_account, first_seen, last_seen,
                    times)
                values (:environment, :integration, :caller, :account, :at, :at, 1)
                on conflict (environment_id, integration_id, caller_id, caller_account) do update
                set first_seen = least(access_caller.first_seen, excluded.first_seen),
                    last_seen = greatest(access_caller.last_seen, excluded.last_seen), times = access_caller.times + 1
                """)
                .param("environment", environment)
                .param("integration", integration)
                .param("caller", call.callerId() == null ? "" : call.callerId())
                .param("account", call.callerAccount() == null ? "" : call.callerAccount())
                .param("at", at(call.at()))
                .update();
        return true;
    }

    List<RoleCall> latestCalls(UUID environment, int most) {
        return jdbc.sql("""
                select * from access_call where environment_id = ? order by occurred_at desc, event_id limit ?
                """).params(environment, most).query(UseStore::call).list();
    }

    List<RoleCaller> callers(UUID environment, int most) {
        return jdbc.sql("""
                select * from access_caller where environment_id = ? order by last_seen desc, caller_id limit ?
                """)
                .params(environment, most)
                .query((row, nth) -> new RoleCaller(
                        row.getString("integration_id"),
                        row.getString("caller_account"),
                        row.getString("caller_id"),
                        required(row, "first_seen"),
                        required(row, "last_seen"),
                        row.getLong("times")))
                .list();
    }

    /** Removes calls from before that moment; their callers stay. */
    int forgetCallsBefore(Instant oldest) {
        return jdbc.sql("delete from access_call where occurred_at < ?")
                .param(at(oldest))
                .update();
    }

    private static RoleCall call(ResultSet row, int nth) throws SQLException {
        String unexpected = row.getString("unexpected");
        return new RoleCall(
                row.getString("event_id"),
                required(row, "occurred_at"),
                row.getString("region"),
                row.getString("caller_type"),
                row.getString("caller_account"),
                row.getString("caller_id"),
                row.getString("caller_arn"),
                row.getString("session_name"),
                row.getString("source_ip"),
                row.getString("error_code"),
                row.getObject("external_id_matched", Boolean.class),
                row.getString("shared_event_id"),
                unexpected == null ? null : Unexpected.valueOf(unexpected));
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
