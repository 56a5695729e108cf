package io.tableflow.iam.console.overview;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.confluent.DeliveryOutcome;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.StateWords;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads which callbacks came, newest first, and what became of each. */
@Repository
@ConditionalOnConsole
class DeliveryPageQueries {

    static final int PAGE = 50;

    private final JdbcClient jdbc;

    DeliveryPageQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A signed callback.
     *
     * @param number its place in the list
     * @param code why it was refused, as the API says it; null: it was not
     */
    record DeliveryLine(
            long number,
            String webhookId,
            DeliveryOutcome outcome,
            @Nullable String code,
            @Nullable String reason,
            @Nullable String environment,
            @Nullable String integration,
            @Nullable String address,
            Instant receivedAt,
            int times) {

        /** As in {@link StateWords}. */
        public String tone() {
            return switch (outcome) {
                case ACCEPTED -> "ok";
                case DUPLICATE, SUPERSEDED -> "off";
                default -> "bad";
            };
        }
    }

    /** A page, and one more if there are more. */
    List<DeliveryLine> page(long before) {
        return jdbc.sql("""
                        select * from webhook_delivery
                        where number < :before and (:all or coalesce(environment, '') ~ :visible)
                        order by number desc limit :limit
                        """)
                .param("before", before)
                .param("all", EnvironmentVisibility.ofCaller().isUnlimited())
                .param("visible", EnvironmentVisibility.ofCaller().regex())
                .param("limit", PAGE + 1)
                .query((row, nth) -> new DeliveryLine(
                        row.getLong("number"),
                        row.getString("webhook_id"),
                        DeliveryOutcome.valueOf(row.getString("outcome")),
                        row.getString("code"),
                        row.getString("reason"),
                        row.getString("environment"),
                        row.getString("integration"),
                        row.getString("address"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getInt("times")))
                .list();
    }
}
