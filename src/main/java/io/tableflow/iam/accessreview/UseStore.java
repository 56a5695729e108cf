package io.tableflow.iam.accessreview;

import io.tableflow.iam.aws.ServiceUse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

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
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        for (ServiceUse service : services) {
            lines.add(line(service.namespace(), "", service.at(), service.region()));
            service.actions().forEach(it -> lines.add(line(service.namespace(), it.action(), it.at(), it.region())));
        }
        jdbc.sql("""
                insert into access_use (environment_id, service, action, used_at, region)
                select cast(:environment as uuid), service, action, used_at, region
                from jsonb_to_recordset(cast(:lines as jsonb)) as line (service text, action text,
                    used_at timestamp with time zone, region text)
                on conflict do nothing
                """)
                .param("environment", environment)
                .param("lines", JsonMapper.shared().writeValueAsString(lines))
                .update();
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

    private static Map<String, @Nullable Object> line(
            String service, String action, @Nullable Instant used, @Nullable String region) {
        Map<String, @Nullable Object> line = new HashMap<>();
        line.put("service", service);
        line.put("action", action);
        line.put("used_at", used == null ? null : used.toString());
        line.put("region", region);
        return line;
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

    static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
