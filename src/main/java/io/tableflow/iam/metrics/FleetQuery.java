package io.tableflow.iam.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads all gauges by one statement. It reads the tables of other modules, as a view does, because one statement for all
 * costs the database one round trip, and them no transaction. It reads every environment's state and spec, and otherwise only
 * what is not at rest.
 */
@Repository
class FleetQuery {

    /** A scrape must not wait for long: Prometheus gives one ten seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final String SQL = """
        with moment as (select cast(:now as timestamp with time zone) as now),
        fleet as (
            select state, coalesce(account ->> 'id', 'unknown') as account,
                to_timestamp((spec -> 'trustConditions' ->> 'validUntil')::double precision) as valid_until
            from environment),
        active as (
            select kind, greatest(extract(epoch from now - coalesce(
                (select to_timestamp(min((step ->> 'startedAt')::double precision))
                 from jsonb_array_elements(steps) step
                 where step ->> 'state' <> 'DONE'), updated_at)), 0) as age
            from workflow, moment
            where state in ('RUNNING', 'WAITING')),
        found as (
            select environment_id, difference ->> 'kind' as kind, difference ->> 'critical' as critical,
                difference ->> 'resource' as resource
            from drift, jsonb_array_elements(differences) difference
            where not in_sync),
        swept as (
            select account_id, finished_at, failing_since
            from drift_sweep, moment
            where watched_until > now
                or exists (select 1 from environment where account ->> 'id' = account_id))
        select 'environments' as gauge, account as tag1, state as tag2, null as tag3, count(*)::double precision as value
        from fleet group by account, state
        union all
        select 'awaiting_oldest_age', null, null, null, greatest(extract(epoch from max(now - to_timestamp(
            (condition ->> 'lastTransitionTime')::double precision))), 0)
        from environment, jsonb_array_elements(conditions) condition, moment
        where state = 'AWAITING_INTEGRATION' and condition ->> 'type' = 'TrustEstablished'
        having count(*) > 0
        union all
        select 'contested', null, null, null, count(*)
        from drift, moment
        where jsonb_array_length(repairs) >= 3
            and to_timestamp((repairs ->> -1)::double precision) > now - interval '1 hour'
        union all
        select 'integrations_gone', null, null, null, count(*)
        from environment
        where conditions @> '[{"type": "IntegrationReady", "status": "False", "reason": "IntegrationGone"}]'
        union all
        select 'tableflow_unhealthy', reason, null, null, count(*)
        from tableflow_verdict where status = 'False' group by reason
        union all
        select 'trust_open_others', coalesce(account ->> 'id', 'unknown'), null, null, count(distinct environment_id)
        from found join environment on id = environment_id
        where kind in ('TRUST_CHANGED', 'NOT_OURS') and critical = 'true' and resource like 'role %' group by 2
        union all
        select 'trust_windows', case when valid_until > now then 'ends-soon' else 'ended' end, null, null, count(*)
        from fleet, moment
        where valid_until < now + interval '7 days' and state <> 'DELETING' group by 2
        union all
        select 'drift_unrepaired', kind, critical, null, count(distinct environment_id)
        from found group by kind, critical
        union all
        select 'sweep_last_success', account_id, null, null, extract(epoch from finished_at)
        from swept where finished_at is not null
        union all
        select 'sweep_failing', account_id, null, null, case when failing_since is null then 0 else 1 end from swept
        union all
        select 'orphans', account_id, null, null, count(*)
        from (select account_id from orphan where environment_id is not null
            union all
            select account_id from orphaned_integration) orphans
        group by account_id
        union all
        select 'workflows_active', kind, null, null, count(*) from active group by kind
        union all
        select 'workflows_oldest_age', kind, null, null, max(age) from active group by kind
        union all
        select 'callbacks_kept', null, null, null, count(*) from kept_integration
        union all
        select 'compliance_failing', severity, 'FAILED', null, failed from compliance_summary
        union all
        select 'compliance_failing', severity, 'WAIVED', null, waived from compliance_summary
        union all
        select 'compliance_judged', null, null, null, extract(epoch from min(judged_at))
        from compliance_summary having count(*) > 0
        union all
        select 'audit_valid', null, null, null, case when valid then 1 else 0 end from audit_validation
        union all
        select 'audit_checked', null, null, null, extract(epoch from checked_at) from audit_validation
        union all
        select 'audit_unsealed', null, null, null, greatest(extract(epoch from now - occurred_at), 0)
        from audit_event, moment where id = (select min(event_id) from audit_unsealed)
        union all
        select 'notification_oldest_age', e.name, null, null, greatest(extract(epoch from now - least(
            (select occurred_at from audit_seal join audit_event on id = event_id
             where audit_seal.position > e.position order by audit_seal.position limit 1),
            (select min(occurred_at) from notification_blocked b
             join audit_seal s on s.position = b.position join audit_event on id = s.event_id
             where b.endpoint = e.name))), 0)
        from notification_endpoint e, moment
        union all
        select 'notification_blocked', endpoint, null, null, count(*) from notification_blocked group by endpoint
        union all
        select 'notification_disabled', name, null, null, 1
        from notification_endpoint where disabled_at is not null
        union all
        select 'database_time', null, null, null, extract(epoch from clock_timestamp())
        """;

    private static final String DATABASE_TIME = "database_time";

    private final JdbcClient jdbc;
    private final Clock clock;

    FleetQuery(DataSource database, Clock clock) {
        JdbcTemplate template = new JdbcTemplate(database);
        template.setQueryTimeout((int) TIMEOUT.toSeconds());
        this.jdbc = JdbcClient.create(template);
        this.clock = clock;
    }

    /**
     * The series that are not 0, and how far the database's clock is from this machine's.
     *
     * @throws org.springframework.dao.DataAccessException if the database does not answer in time
     */
    Result read() {
        Instant now = clock.instant();
        Instant asked = Instant.now();
        List<Row> rows = jdbc.sql(SQL)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, nth) -> new Row(
                        row.getString("gauge"),
                        row.getString("tag1"),
                        row.getString("tag2"),
                        row.getString("tag3"),
                        row.getDouble("value")))
                .list();
        Duration half = Duration.between(asked, Instant.now()).dividedBy(2);
        List<Value> values = new ArrayList<>();
        Duration offset = Duration.ZERO;
        for (Row row : rows) {
            if (row.gauge().equals(DATABASE_TIME)) {
                offset = Duration.between(instant(row.value()), asked.plus(half));
            } else {
                values.add(row.toValue());
            }
        }
        return new Result(now, values, offset);
    }

    private static Instant instant(double epochSeconds) {
        return Instant.ofEpochMilli(Math.round(epochSeconds * 1000));
    }

    /** What was read at a moment. */
    record Result(Instant readAt, List<Value> values, Duration clockOffset) {}

    /** One series, and its value. */
    record Value(FleetGauge gauge, List<String> tags, double value) {}

    private record Row(
            String gauge,
            @Nullable String tag1,
            @Nullable String tag2,
            @Nullable String tag3,
            double value) {

        Value toValue() {
            return new Value(
                    FleetGauge.ofColumn(gauge),
                    Stream.of(tag1, tag2, tag3).filter(Objects::nonNull).toList(),
                    value);
        }
    }
}
