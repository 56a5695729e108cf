package io.tableflow.iam.drift;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What sweeps found that no environment has. */
@Repository
class OrphanRepository {

    private final JdbcClient jdbc;

    OrphanRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of an account, by ARN. */
    Map<String, Orphan> ofAccount(String accountId) {
        return jdbc
                .sql("select * from orphan where account_id = ?")
                .param(accountId)
                .query(OrphanRepository::orphan)
                .list()
                .stream()
                .collect(Collectors.toMap(Orphan::arn, Function.identity()));
    }

    /** The accounts of those that carry our tags. */
    List<String> accountIds() {
        return jdbc.sql("select distinct account_id from orphan where environment_id is not null")
                .query((row, nth) -> row.getString("account_id"))
                .list();
    }

    /** Stores one; what was found before keeps its beginning. */
    void save(Orphan orphan) {
        jdbc.sql("""
            insert into orphan (arn, account_id, environment, environment_id, looked_at, seen_since)
            values (:arn, :account, :environment, :id, :lookedAt, :since)
            on conflict (arn) do update set environment_id = excluded.environment_id,
                looked_at = excluded.looked_at,
                seen_since = case when orphan.environment_id is not distinct from excluded.environment_id
                    then orphan.seen_since else excluded.seen_since end
            """)
                .param("arn", orphan.arn())
                .param("account", orphan.accountId())
                .param("environment", orphan.environment())
                .param("id", orphan.environmentId())
                .param("lookedAt", orphan.lookedAt().atOffset(ZoneOffset.UTC))
                .param("since", orphan.seenSince().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Removes those that do not exist any more, or belong to an environment by now. */
    void delete(Collection<String> arns) {
        if (!arns.isEmpty()) {
            jdbc.sql("delete from orphan where arn in (:arns)")
                    .param("arns", arns)
                    .update();
        }
    }

    private static Orphan orphan(ResultSet row, int nth) throws SQLException {
        return new Orphan(
                row.getString("arn"),
                row.getString("account_id"),
                row.getString("environment"),
                row.getString("environment_id"),
                instant(row, "looked_at"),
                instant(row, "seen_since"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
