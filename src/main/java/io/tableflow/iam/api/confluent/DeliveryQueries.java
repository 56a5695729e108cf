package io.tableflow.iam.api.confluent;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.confluent.DeliveryOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds callbacks, newest first. */
@Component
class DeliveryQueries {

    private final JdbcClient jdbc;

    DeliveryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<DeliveryView> page(@Nullable DeliveryOutcome outcome, EnvironmentVisibility visible, Paging paging) {
        List<Row> found = jdbc.sql("""
                        select * from webhook_delivery
                        where number < :before and (:all or coalesce(environment, '') ~ :visible)
                            and (cast(:outcome as text) is null or outcome = :outcome)
                        order by number desc limit :limit
                        """)
                .param("before", before(paging.after()))
                .param("all", visible.isUnlimited())
                .param("visible", visible.regex())
                .param("outcome", outcome == null ? null : outcome.name())
                .param("limit", paging.fetch())
                .query(DeliveryQueries::row)
                .list();
        return Page.of(found, paging, row -> Long.toString(row.number())).map(Row::delivery);
    }

    private record Row(long number, DeliveryView delivery) {}

    private static Row row(ResultSet row, int nth) throws SQLException {
        return new Row(
                row.getLong("number"),
                new DeliveryView(
                        row.getString("webhook_id"),
                        DeliveryOutcome.valueOf(row.getString("outcome")),
                        row.getString("code"),
                        row.getString("reason"),
                        row.getString("environment"),
                        row.getString("integration"),
                        row.getString("address"),
                        instant(row, "signed_at"),
                        instant(row, "received_at"),
                        instant(row, "last_received_at"),
                        row.getInt("times")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
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
