package io.tableflow.iam.console.overview;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.StateWords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the accounts that have environments which the caller sees, with their latest sweeps, and what belongs to no environment. */
@Repository
@ConditionalOnConsole
class AccountPageQueries {

    /** How many orphans are shown; the API has all. */
    private static final int MOST = 200;

    private final JdbcClient jdbc;

    AccountPageQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An account.
     *
     * @param environments how many the caller sees there
     * @param sweptAt when the latest complete sweep ended; null: there was none yet
     * @param failingSince since when no sweep was complete; null: the latest was
     * @param failure what AWS said to it
     */
    record AccountLine(
            String id,
            long environments,
            @Nullable Instant sweptAt,
            @Nullable Instant failingSince,
            @Nullable String failure) {

        /** As in {@link StateWords}. */
        public String tone() {
            return failingSince != null ? "bad" : sweptAt == null ? "wait" : "ok";
        }
    }

    /**
     * A role or policy with the service's tags and without an environment.
     *
     * @param environment the one that its name is for; null: its name is none of the service's
     */
    record OrphanLine(
            String account,
            String arn,
            String environmentId,
            @Nullable String environment,
            Instant seenSince) {}

    /**
     * A provider integration that was left at Confluent.
     *
     * @param id null: not known, nor whether there is one
     * @param role the ARN of the role that it is for
     * @param environment the name of the environment that left it
     * @param confirmedAt when Confluent last had it; null: not since it was left
     */
    record LeftLine(
            @Nullable String id,
            String confluentEnvironment,
            String role,
            String environment,
            String leftBy,
            String why,
            Instant leftAt,
            @Nullable Instant confirmedAt) {

        /** What deletes it, as a command for a shell. */
        public String command() {
            return id == null
                    ? "confluent provider-integration list --environment " + confluentEnvironment
                    : "confluent provider-integration delete " + id + " --environment " + confluentEnvironment;
        }
    }

    /** By their ids; those that cannot be swept come first. */
    List<AccountLine> accounts() {
        return jdbc.sql("""
                        select e.account_id, e.environments, s.finished_at, s.failing_since, s.failure
                        from (select account ->> 'id' as account_id, count(*) as environments from environment
                            where account is not null and name ~ :visible group by 1) e
                        left join drift_sweep s on s.account_id = e.account_id
                        order by s.failing_since nulls last, e.account_id
                        """)
                .param("visible", EnvironmentVisibility.ofCaller().regex())
                .query((row, number) -> new AccountLine(
                        row.getString("account_id"),
                        row.getLong("environments"),
                        instant(row, "finished_at"),
                        instant(row, "failing_since"),
                        row.getString("failure")))
                .list();
    }

    /** By ARN. */
    List<OrphanLine> orphans() {
        return jdbc.sql("""
                        select * from orphan
                        where environment_id is not null and (:all or coalesce(environment, '') ~ :visible)
                        order by arn limit :limit
                        """)
                .param("all", EnvironmentVisibility.ofCaller().isUnlimited())
                .param("visible", EnvironmentVisibility.ofCaller().regex())
                .param("limit", MOST)
                .query((row, number) -> new OrphanLine(
                        row.getString("account_id"),
                        row.getString("arn"),
                        row.getString("environment_id"),
                        row.getString("environment"),
                        row.getObject("seen_since", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** By the ARN of the role. */
    List<LeftLine> leftIntegrations() {
        return jdbc.sql("""
                        select * from orphaned_integration
                        where :all or environment ~ :visible
                        order by role_arn, confluent_environment limit :limit
                        """)
                .param("all", EnvironmentVisibility.ofCaller().isUnlimited())
                .param("visible", EnvironmentVisibility.ofCaller().regex())
                .param("limit", MOST)
                .query((row, number) -> new LeftLine(
                        row.getString("integration_id"),
                        row.getString("confluent_environment"),
                        row.getString("role_arn"),
                        row.getString("environment"),
                        row.getString("left_by"),
                        row.getString("why"),
                        row.getObject("left_at", OffsetDateTime.class).toInstant(),
                        instant(row, "seen_at")))
                .list();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
