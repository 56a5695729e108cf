package io.tableflow.iam.confluent;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers which messages came and what became of them. Only what one of the secrets has signed gets here, and what comes
 * again is counted: nobody else can fill the table.
 */
@Component
class WebhookDeliveryLog {

    /**
     * How long a message is known. A copy of one is stale five minutes after it was signed, so that the memory could be
     * shorter without letting anything in twice; its sender may sign it anew for days, until it is answered.
     */
    static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Clock clock;

    WebhookDeliveryLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Remembers a message for this life of an environment, whose lock the caller holds. It is to be acted upon only if it is
     * {@link DeliveryOutcome#ACCEPTED}: it has not come before, nor has one that was signed after it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public DeliveryOutcome takeIn(WebhookDelivery delivery, IntegrationMessage told, Environment environment) {
        DeliveryOutcome outcome = isKnown(delivery, environment)
                ? DeliveryOutcome.DUPLICATE
                : isLate(delivery, environment) ? DeliveryOutcome.SUPERSEDED : DeliveryOutcome.ACCEPTED;
        store(delivery, outcome, environment.id(), environment.name(), told.id(), null);
        return outcome;
    }

    /** Remembers that a message was refused, and why. */
    @Transactional
    public void refused(WebhookDelivery delivery, UnverifiedReferences mentioned, ProblemException why) {
        store(delivery, DeliveryOutcome.REFUSED, null, mentioned.environment(), mentioned.integration(), why);
    }

    int removeOld() {
        return jdbc.sql("delete from webhook_delivery where last_received_at < :before")
                .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    private boolean isKnown(WebhookDelivery delivery, Environment environment) {
        return jdbc.sql("""
                        select exists (select 1 from webhook_delivery
                        where webhook_id = :id and environment_id = :environmentId and outcome in ('ACCEPTED', 'SUPERSEDED'))
                        """)
                .param("id", delivery.id())
                .param("environmentId", environment.id())
                .query(Boolean.class)
                .single();
    }

    private boolean isLate(WebhookDelivery delivery, Environment environment) {
        return jdbc.sql("""
                        select exists (select 1 from webhook_delivery
                        where environment_id = :environmentId and outcome = 'ACCEPTED' and signed_at > :signedAt)
                        """)
                .param("environmentId", environment.id())
                .param("signedAt", signedAt(delivery).atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    private void store(
            WebhookDelivery delivery,
            DeliveryOutcome outcome,
            @Nullable UUID environmentId,
            @Nullable String environment,
            @Nullable String integration,
            @Nullable ProblemException why) {
        jdbc.sql("""
                        insert into webhook_delivery (webhook_id, environment_id, environment, integration, outcome, code, reason,
                            address, signed_at, received_at, last_received_at, times)
                        values (:webhookId, :environmentId, :environment, :integration, :outcome, :code, :reason,
                            :address, :signedAt, :now, :now, 1)
                        on conflict (webhook_id, coalesce(environment_id, '00000000-0000-0000-0000-000000000000'), outcome,
                            coalesce(code, ''))
                        do update set times = webhook_delivery.times + 1, last_received_at = excluded.last_received_at
                        """)
                .param("webhookId", delivery.id())
                .param("environmentId", environmentId, java.sql.Types.OTHER)
                .param("environment", environment)
                .param("integration", integration)
                .param("outcome", outcome.name())
                .param("code", why == null ? null : why.code().value())
                .param("reason", why == null ? null : inWords(why))
                .param("address", Caller.current().address())
                .param("signedAt", signedAt(delivery).atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String inWords(ProblemException why) {
        return why.errors().isEmpty()
                ? why.detail()
                : why.errors().stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; "));
    }

    /** The signature holds, so it is a number, and of these days. */
    private static Instant signedAt(WebhookDelivery delivery) {
        return Instant.ofEpochSecond(Long.parseLong(delivery.timestamp()));
    }
}
