package io.tableflow.iam.confluent;

import io.tableflow.iam.common.AuditableEvent.Subject;
import io.tableflow.iam.confluent.WebhookEvent.CallbackAccepted;
import io.tableflow.iam.confluent.WebhookEvent.CallbackRefused;
import io.tableflow.iam.environment.EarlyIntegrations;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.environment.EnvironmentRoles;
import io.tableflow.iam.environment.EnvironmentRoles.Match;
import io.tableflow.iam.environment.PrincipalAllowList;
import io.tableflow.iam.policy.RoleArn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the integrations of authentic callbacks whose role no environment has, until an environment gets it. Each is
 * kept by the whole ARN of its role, so that those for roles of the same name in other accounts do not get in its way.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class KeptIntegrations implements EarlyIntegrations {

    private final JdbcClient jdbc;
    private final WebhookDeliveryLog deliveries;
    private final EnvironmentRoles roles;
    private final PrincipalAllowList allowed;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    KeptIntegrations(
            JdbcClient jdbc,
            WebhookDeliveryLog deliveries,
            EnvironmentRoles roles,
            PrincipalAllowList allowed,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.deliveries = deliveries;
        this.roles = roles;
        this.allowed = allowed;
        this.events = events;
        this.clock = clock;
    }

    /** One of them. */
    private record Kept(SignedMessage message, IntegrationMessage integration) {}

    /**
     * Keeps an integration for {@link WebhookDeliveryLog#KEPT} after its last delivery.
     *
     * @param name the name of the environment whose role it names
     */
    public void keep(SignedMessage message, IntegrationMessage integration, String name) {
        jdbc.sql("""
            insert into kept_integration (webhook_id, body_digest, signed_by, environment, role_arn, integration,
                principal, external_id, confluent_environment_id, signed_at, last_received_at)
            values (:webhookId, :bodyDigest, string_to_array(:signedBy, ' '), :environment, :role, :integration,
                :principal, :externalId, :confluentEnvironment,
                least(cast(:signedAt as timestamp with time zone), (
                    select min(signed_at) from webhook_delivery
                    where webhook_id = :webhookId and coalesce(body_digest, :bodyDigest) = :bodyDigest)),
                :now)
            on conflict (webhook_id, body_digest) do update
            set last_received_at = excluded.last_received_at,
                signed_at = least(kept_integration.signed_at, excluded.signed_at)
            """)
                .param("webhookId", message.id())
                .param("bodyDigest", message.bodyDigest())
                .param("signedBy", String.join(" ", message.signedBy()))
                .param("environment", name)
                .param("role", integration.customerRole().toString())
                .param("integration", integration.id())
                .param("principal", integration.principal().toString())
                .param("externalId", integration.externalId())
                .param("confluentEnvironment", integration.confluentEnvironmentId())
                .param("signedAt", message.signedAt().atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Optional<EarlyIntegration> take(Environment environment) {
        Subject subject = new Subject(environment.id(), environment.name());
        for (Kept kept : keptFor(environment)) {
            IntegrationMessage integration = kept.integration();
            Match match = roles.match(environment, integration.customerRole());
            if (match == Match.NO || isTooOld(kept, environment)) {
                continue;
            }
            Optional<String> objection = allowed.objection(integration.principal(), integration.customerRole());
            if (objection.isPresent()) {
                refuse(subject, kept, objection.get());
                continue;
            }
            if (match == Match.YES) {
                removeOthers(environment, integration.customerRole());
            } else {
                remove(kept);
            }
            deliveries.taken(kept.message(), integration, environment);
            events.publishEvent(new CallbackAccepted(subject, kept.message().id(), integration));
            return Optional.of(new EarlyIntegration(
                    integration.received(clock.instant(), WebhookEvent.PIPELINE),
                    kept.message().signedAt()));
        }
        return Optional.empty();
    }

    @Override
    @Transactional(readOnly = true)
    public boolean isKeptFor(String environment) {
        return jdbc.sql("select exists (select 1 from kept_integration where environment = ?)")
                .param(environment)
                .query((row, nth) -> row.getBoolean(1))
                .single();
    }

    private static boolean isTooOld(Kept kept, Environment environment) {
        Instant asOf = environment.desired().integrationAsOf();
        return asOf != null && kept.message().signedAt().isBefore(asOf.truncatedTo(ChronoUnit.SECONDS));
    }

    private void refuse(Subject environment, Kept kept, String objection) {
        Map<String, String> details = new TreeMap<>(kept.integration().inWords());
        details.put("webhookId", kept.message().id());
        details.put("code", EnvironmentException.Reason.PRINCIPAL_NOT_ALLOWED.code());
        events.publishEvent(new CallbackRefused(environment, true, true, objection, details));
    }

    private List<Kept> keptFor(Environment environment) {
        return jdbc.sql("select * from kept_integration where environment = :name order by signed_at desc")
                .param("name", environment.name())
                .query(KeptIntegrations::kept)
                .list();
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(
                new SignedMessage(
                        row.getString("webhook_id"),
                        row.getString("body_digest"),
                        List.of((String[]) row.getArray("signed_by").getArray()),
                        row.getObject("signed_at", OffsetDateTime.class).toInstant()),
                new IntegrationMessage(
                        row.getString("integration"),
                        RoleArn.parse(row.getString("principal")).orElseThrow(),
                        row.getString("external_id"),
                        RoleArn.parse(row.getString("role_arn")).orElseThrow(),
                        row.getString("confluent_environment_id")));
    }

    private void removeOthers(Environment environment, RoleArn role) {
        jdbc.sql("delete from kept_integration where environment = :name and role_arn = :role")
                .param("name", environment.name())
                .param("role", role.toString())
                .update();
    }

    private void remove(Kept kept) {
        jdbc.sql("delete from kept_integration where webhook_id = :webhookId and body_digest = :bodyDigest")
                .param("webhookId", kept.message().id())
                .param("bodyDigest", kept.message().bodyDigest())
                .update();
    }

    /** Removes those that nobody has sent again for {@link WebhookDeliveryLog#KEPT}. */
    @Transactional
    public int removeOld() {
        return jdbc.sql("delete from kept_integration where last_received_at < :before")
                .param("before", clock.instant().minus(WebhookDeliveryLog.KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }
}
