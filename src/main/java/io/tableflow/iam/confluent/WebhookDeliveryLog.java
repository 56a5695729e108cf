package io.tableflow.iam.confluent;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.http.request.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores the verified messages and their outcomes. A repeated message is only counted, so that nobody without a secret
 * can fill the table.
 */
@Component
class WebhookDeliveryLog {

    /**
     * How long a message is stored. A copy of it is stale five minutes after it was signed, but its sender may sign it
     * again for days, until it is answered.
     */
    static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Clock clock;

    WebhookDeliveryLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The outcome of a message for an environment, whose lock the caller holds. Use the message only if it is
     * {@link DeliveryOutcome#ACCEPTED}: then neither it nor one that was signed later was accepted before.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public DeliveryOutcome outcomeOf(WebhookMessage message, Environment environment) {
        if (isKnown(message, environment)) {
            return DeliveryOutcome.DUPLICATE;
        }
        return isLate(message, environment) ? DeliveryOutcome.SUPERSEDED : DeliveryOutcome.ACCEPTED;
    }

    int removeOld() {
        return jdbc.sql("delete from webhook_delivery where last_received_at < :before")
                .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    private boolean isKnown(WebhookMessage message, Environment environment) {
        return jdbc.sql("""
                        select exists (select 1 from webhook_delivery
                        where webhook_id = :id and environment_id = :environmentId and outcome in ('ACCEPTED', 'SUPERSEDED'))
                        """)
                .param("id", message.id())
                .param("environmentId", environment.id())
                .query(Boolean.class)
                .single();
    }

    private boolean isLate(WebhookMessage message, Environment environment) {
        return jdbc.sql("""
                        select exists (select 1 from webhook_delivery
                        where environment_id = :environmentId and outcome = 'ACCEPTED' and signed_at > :signedAt)
                        """)
                .param("environmentId", environment.id())
                .param("signedAt", message.signedAt().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /**
     * Stores a message and its outcome. If it is already stored with that outcome, it is counted.
     *
     * @return whether it is the first with that outcome
     */
    @Transactional
    public boolean record(WebhookDelivery delivery) {
        Refusal refusal = delivery.refusal();
        return jdbc.sql("""
                        insert into webhook_delivery (webhook_id, environment_id, environment, integration, outcome, code, reason,
                            address, signed_at, received_at, last_received_at, times)
                        values (:webhookId, :environmentId, :environment, :integration, :outcome, :code, :reason,
                            :address, :signedAt, :now, :now, 1)
                        on conflict (webhook_id, coalesce(environment_id, '00000000-0000-0000-0000-000000000000'), outcome,
                            coalesce(code, ''))
                        do update set times = webhook_delivery.times + 1, last_received_at = excluded.last_received_at
                        returning times = 1
                        """)
                .param("webhookId", delivery.webhookId())
                .param("environmentId", delivery.environmentId(), java.sql.Types.OTHER)
                .param("environment", delivery.environment())
                .param("integration", delivery.integration())
                .param("outcome", delivery.outcome().name())
                .param("code", refusal == null ? null : refusal.code())
                .param("reason", refusal == null ? null : refusal.reason())
                .param("address", Caller.current().address())
                .param("signedAt", delivery.signedAt().atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }
}
