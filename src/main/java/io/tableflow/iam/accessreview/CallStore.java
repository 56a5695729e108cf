package io.tableflow.iam.accessreview;

import io.tableflow.iam.accessreview.RoleCall.Unexpected;
import io.tableflow.iam.environment.Environment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Calls of AssumeRole, and who made them. Nothing is stored of an environment that is gone. */
@Repository
class CallStore {

    /** How many calls one statement stores. */
    static final int BATCH = 500;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    CallStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A call to be stored.
     *
     * @param integration the id of the integration that was in force then; empty: none is known for that time
     */
    record NewCall(Environment environment, String integration, RoleCall call) {}

    /**
     * Where the first principal that is seen is believed.
     *
     * @param account the principal's
     */
    record Pin(UUID environment, String integration, String account) {}

    /** The ids of the principals that were first seen for each integration of these environments. */
    Map<Pin, String> pinned(Collection<UUID> environments) {
        return jdbc
                .sql("""
                select distinct on (environment_id, integration_id, caller_account)
                    environment_id, integration_id, caller_account, caller_id
                from access_caller
                where environment_id in (:environments) and caller_id <> ''
                order by environment_id, integration_id, caller_account, first_seen, caller_id
                """)
                .param("environments", environments)
                .query((row, nth) -> Map.entry(
                        new Pin(
                                row.getObject("environment_id", UUID.class),
                                row.getString("integration_id"),
                                row.getString("caller_account")),
                        row.getString("caller_id")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Stores calls and counts their callers, {@value #BATCH} by one statement.
     *
     * @return the ids of those that were not stored before
     */
    @Transactional
    Set<String> save(List<NewCall> calls) {
        Set<String> stored = new HashSet<>();
        for (int from = 0; from < calls.size(); from += BATCH) {
            stored.addAll(saveBatch(calls.subList(from, Math.min(from + BATCH, calls.size()))));
        }
        return stored;
    }

    private List<String> saveBatch(List<NewCall> calls) {
        return jdbc.sql("""
                with sent as (
                    select distinct on (event_id) *
                    from jsonb_to_recordset(cast(:calls as jsonb)) as call (event_id text, environment_id uuid,
                        integration_id text, occurred_at timestamp with time zone, region text, caller_type text,
                        caller_account text, caller_id text, caller_arn text, session_name text, source_ip text,
                        error_code text, external_id_matched boolean, shared_event_id text, unexpected text)),
                stored as (
                    insert into access_call (event_id, environment_id, occurred_at, region, caller_type, caller_account,
                        caller_id, caller_arn, session_name, source_ip, error_code, external_id_matched, shared_event_id,
                        unexpected)
                    select event_id, environment_id, occurred_at, sent.region, caller_type, caller_account, caller_id,
                        caller_arn, session_name, source_ip, error_code, external_id_matched, shared_event_id, unexpected
                    from sent join environment on environment.id = environment_id
                    on conflict (event_id) do nothing
                    returning event_id),
                counted as (
                    insert into access_caller (environment_id, integration_id, caller_id, caller_account, first_seen,
                        last_seen, times)
                    select environment_id, integration_id, coalesce(caller_id, ''), coalesce(caller_account, ''),
                        min(occurred_at), max(occurred_at), count(*)
                    from sent join stored using (event_id)
                    group by 1, 2, 3, 4
                    on conflict (environment_id, integration_id, caller_id, caller_account) do update
                    set first_seen = least(access_caller.first_seen, excluded.first_seen),
                        last_seen = greatest(access_caller.last_seen, excluded.last_seen),
                        times = access_caller.times + excluded.times)
                select event_id from stored
                """)
                .param(
                        "calls",
                        JSON.writeValueAsString(
                                calls.stream().map(CallStore::row).toList()))
                .query((row, nth) -> row.getString("event_id"))
                .list();
    }

    private static Map<String, @Nullable Object> row(NewCall stored) {
        RoleCall call = stored.call();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("event_id", call.id());
        row.put("environment_id", stored.environment().id());
        row.put("integration_id", stored.integration());
        row.put("occurred_at", call.at().toString());
        row.put("region", call.region());
        row.put("caller_type", call.callerType());
        row.put("caller_account", call.callerAccount());
        row.put("caller_id", call.callerId());
        row.put("caller_arn", call.callerArn());
        row.put("session_name", call.sessionName());
        row.put("source_ip", call.sourceIp());
        row.put("error_code", call.errorCode());
        row.put("external_id_matched", call.externalIdMatched());
        row.put("shared_event_id", call.sharedEventId());
        row.put(
                "unexpected",
                call.unexpected() == null ? null : call.unexpected().name());
        return row;
    }

    List<RoleCall> latestCalls(UUID environment, int most) {
        return jdbc.sql("""
                select * from access_call where environment_id = ? order by occurred_at desc, event_id limit ?
                """).params(environment, most).query(CallStore::call).list();
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
                        UseStore.required(row, "first_seen"),
                        UseStore.required(row, "last_seen"),
                        row.getLong("times")))
                .list();
    }

    /** Removes calls from before that moment; their callers stay. */
    int forgetCallsBefore(Instant oldest) {
        return jdbc.sql("delete from access_call where occurred_at < ?")
                .param(oldest.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static RoleCall call(ResultSet row, int nth) throws SQLException {
        String unexpected = row.getString("unexpected");
        return new RoleCall(
                row.getString("event_id"),
                UseStore.required(row, "occurred_at"),
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
}
