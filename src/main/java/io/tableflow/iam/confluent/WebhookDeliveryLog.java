package io.tableflow.iam.confluent;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.http.request.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
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

    /** Where an outcome is stored already, it is counted. */
    private static final String COUNTED = """
        on conflict (webhook_id, coalesce(environment_id, '00000000-0000-0000-0000-000000000000'), outcome,
            coalesce(code, ''), coalesce(body_digest, ''))
        do update set times = webhook_delivery.times + 1, last_received_at = excluded.last_received_at
        """;

    /** Another message that has the same id from a sender with the same secret. One that changed nothing does not count. */
    private static final String ID_IS_REUSED = """
        select 1 from webhook_delivery
        where webhook_id = :webhookId and body_digest <> :bodyDigest
            and signed_by && string_to_array(:signedBy, ' ') and (outcome <> 'REFUSED' or code = 'role-not-known')
        """;

    /** What is known of the message, the rule for it, and the row with its outcome, all by one statement. */
    private static final String REGISTER = """
        with known as (
            select outcome, environment_id, signed_at from webhook_delivery
            where webhook_id = :webhookId and coalesce(body_digest, :bodyDigest) = :bodyDigest),
        message as (
            select least(cast(:signedAt as timestamp with time zone), (select min(signed_at) from known)) as signed_at),
        ruling as (
            select signed_at, case
                when exists (select 1 from (
                        select 1 from environment where account ->> 'id' = :principalAccount
                        order by account ->> 'id', name limit 1) ours)
                    then 'PRINCIPAL_OF_OURS'
                when exists (%s) then 'ID_REUSED'
                when exists (
                        select 1 from known
                        where environment_id = :environmentId and outcome in ('ACCEPTED', 'SUPERSEDED'))
                    then 'DUPLICATE'
                when signed_at < cast(:asOf as timestamp with time zone) then 'SUPERSEDED'
                when :isOfAnother then 'OF_ANOTHER_ENVIRONMENT'
                else 'ACCEPTED' end as ruling
            from message),
        stored as (
            insert into webhook_delivery (webhook_id, environment_id, environment, integration, outcome,
                address, body_digest, signed_by, signed_at, received_at, last_received_at, times)
            select :webhookId, :environmentId, :environment, :integration, ruling,
                :address, :bodyDigest, string_to_array(:signedBy, ' '), signed_at, :now, :now, 1
            from ruling where ruling in ('ACCEPTED', 'DUPLICATE', 'SUPERSEDED')
            %s)
        select ruling, signed_at from ruling
        """.formatted(ID_IS_REUSED, COUNTED);

    private final JdbcClient jdbc;
    private final Clock clock;

    WebhookDeliveryLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a message is to be, in the order in which it is asked. */
    enum Ruling {
        /** Refused: its principal is in an account that environments are in. */
        PRINCIPAL_OF_OURS,
        /** Refused: its sender has used the id for another message. */
        ID_REUSED,
        /** It was registered before. */
        DUPLICATE,
        /** There is a later word about the integration. */
        SUPERSEDED,
        /** Refused: the environment's integration belongs to another Confluent environment. */
        OF_ANOTHER_ENVIRONMENT,
        /** Its integration is to be used. */
        ACCEPTED
    }

    /**
     * The ruling on a message.
     *
     * @param signedAt when it was signed first, as far as is known: a sender that signs an old message again does not
     *     make it newer
     */
    record Registered(Ruling ruling, Instant signedAt) {}

    /**
     * Decides what a message is for an environment, whose lock the caller holds, and stores that unless it is refused.
     *
     * @param asOf when the latest word about the integration was given; {@code null}: there is none for that role
     * @param isOfAnother whether it is to be refused, if it is new, because the environment's integration belongs to
     *     another Confluent environment
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Registered register(
            SignedMessage message,
            IntegrationMessage integration,
            Environment environment,
            @Nullable Instant asOf,
            boolean isOfAnother) {
        return identified(jdbc.sql(REGISTER), message)
                .param("environmentId", environment.id())
                .param("environment", environment.name())
                .param("integration", integration.id())
                .param("principalAccount", integration.principal().accountId())
                .param("asOf", asOf == null ? null : utc(asOf.truncatedTo(ChronoUnit.SECONDS)))
                .param("isOfAnother", isOfAnother)
                .param("address", Caller.current().address())
                .param("now", utc(clock.instant()))
                .query(WebhookDeliveryLog::registered)
                .single();
    }

    /** Stores that a message which no environment had a use for is used for one now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void taken(SignedMessage message, IntegrationMessage integration, Environment environment) {
        identified(jdbc.sql("""
            insert into webhook_delivery (webhook_id, environment_id, environment, integration, outcome,
                body_digest, signed_by, signed_at, received_at, last_received_at, times)
            values (:webhookId, :environmentId, :environment, :integration, 'ACCEPTED',
                :bodyDigest, string_to_array(:signedBy, ' '), :signedAt, :now, :now, 1)
            %s
            """.formatted(COUNTED)), message)
                .param("environmentId", environment.id())
                .param("environment", environment.name())
                .param("integration", integration.id())
                .param("now", utc(clock.instant()))
                .update();
    }

    private static Registered registered(ResultSet row, int number) throws SQLException {
        return new Registered(
                Ruling.valueOf(row.getString("ruling")),
                row.getObject("signed_at", OffsetDateTime.class).toInstant());
    }

    /** Whether the message's sender has used its id for another message. */
    boolean isIdReused(SignedMessage message) {
        return jdbc.sql("select exists (" + ID_IS_REUSED + ")")
                .param("webhookId", message.id())
                .param("bodyDigest", message.bodyDigest())
                .param("signedBy", String.join(" ", message.signedBy()))
                .query(Boolean.class)
                .single();
    }

    int removeOld() {
        return jdbc.sql("delete from webhook_delivery where last_received_at < :before")
                .param("before", utc(clock.instant().minus(KEPT)))
                .update();
    }

    /**
     * Stores a message that was refused. If it is already stored with that refusal, it is counted.
     *
     * @return whether it is the first with that refusal
     */
    @Transactional
    public boolean refused(SignedMessage message, UnverifiedReferences references, Refusal refusal) {
        return identified(jdbc.sql("""
            insert into webhook_delivery (webhook_id, environment, integration, outcome, code, reason,
                address, body_digest, signed_by, signed_at, received_at, last_received_at, times)
            values (:webhookId, :environment, :integration, 'REFUSED', :code, :reason,
                :address, :bodyDigest, string_to_array(:signedBy, ' '), :signedAt, :now, :now, 1)
            %s
            returning times = 1
            """.formatted(COUNTED)), message)
                .param("environment", references.environment())
                .param("integration", references.integration())
                .param("code", refusal.code())
                .param("reason", refusal.reason())
                .param("address", Caller.current().address())
                .param("now", utc(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    private static StatementSpec identified(StatementSpec statement, SignedMessage message) {
        return statement
                .param("webhookId", message.id())
                .param("bodyDigest", message.bodyDigest())
                .param("signedBy", String.join(" ", message.signedBy()))
                .param("signedAt", utc(message.signedAt()));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
