package io.tableflow.iam.confluent.orphan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was left at Confluent. */
@Repository
class LeftIntegrationRepository {

    private final JdbcClient jdbc;

    LeftIntegrationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> confluentEnvironments() {
        return jdbc.sql("select distinct confluent_environment from left_integration order by 1")
                .query((row, nth) -> row.getString("confluent_environment"))
                .list();
    }

    List<LeftIntegration> ofConfluentEnvironment(String confluentEnvironment) {
        return jdbc.sql("select * from left_integration where confluent_environment = ? order by role_arn")
                .param(confluentEnvironment)
                .query(LeftIntegrationRepository::left)
                .list();
    }

    /** Stores one. It is left from now on, whatever was known of it. */
    void save(LeftIntegration left) {
        jdbc.sql("""
            insert into left_integration (confluent_environment, role_arn, integration_id, account_id, environment,
                environment_id, left_by, why, left_at)
            values (:place, :role, :id, :account, :environment, :environmentId, :by, :why, :at)
            on conflict (confluent_environment, role_arn) do update set integration_id = excluded.integration_id,
                environment = excluded.environment, environment_id = excluded.environment_id, left_by = excluded.left_by,
                why = excluded.why, left_at = excluded.left_at, seen_at = null, missed_at = null
            """)
                .param("place", left.confluentEnvironment())
                .param("role", left.role())
                .param("id", left.id())
                .param("account", left.account())
                .param("environment", left.environment())
                .param("environmentId", left.environmentId())
                .param("by", left.leftBy())
                .param("why", left.why())
                .param("at", utc(left.leftAt()))
                .update();
    }

    /** Confluent has it. */
    void seen(LeftIntegration left, String id, Instant asOf) {
        jdbc.sql("""
            update left_integration set integration_id = :id, seen_at = :asOf, missed_at = null
            where confluent_environment = :place and role_arn = :role and left_at = :at
            """)
                .param("id", id)
                .param("asOf", utc(asOf))
                .param("place", left.confluentEnvironment())
                .param("role", left.role())
                .param("at", utc(left.leftAt()))
                .update();
    }

    /** A list does not have it. */
    void missed(LeftIntegration left, Instant asOf) {
        jdbc.sql("""
            update left_integration set missed_at = :asOf
            where confluent_environment = :place and role_arn = :role and left_at = :at
            """)
                .param("asOf", utc(asOf))
                .param("place", left.confluentEnvironment())
                .param("role", left.role())
                .param("at", utc(left.leftAt()))
                .update();
    }

    /** Confluent does not have it any more; unless it was left again meanwhile. */
    void delete(LeftIntegration gone) {
        jdbc.sql("""
            delete from left_integration
            where confluent_environment = :place and role_arn = :role and left_at = :at
            """)
                .param("place", gone.confluentEnvironment())
                .param("role", gone.role())
                .param("at", utc(gone.leftAt()))
                .update();
    }

    void delete(String confluentEnvironment, String role) {
        jdbc.sql("delete from left_integration where confluent_environment = ? and role_arn = ?")
                .param(confluentEnvironment)
                .param(role)
                .update();
    }

    private static LeftIntegration left(ResultSet row, int nth) throws SQLException {
        OffsetDateTime missedAt = row.getObject("missed_at", OffsetDateTime.class);
        return new LeftIntegration(
                row.getString("confluent_environment"),
                row.getString("role_arn"),
                row.getString("integration_id"),
                row.getString("account_id"),
                row.getString("environment"),
                row.getObject("environment_id", UUID.class),
                row.getString("left_by"),
                row.getString("why"),
                row.getObject("left_at", OffsetDateTime.class).toInstant(),
                instant(missedAt));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
