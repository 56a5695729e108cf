package io.tableflow.iam.audit;

import io.tableflow.iam.environment.EnvironmentEvent;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes down what the others publish, in their transaction: an event without its effect, or the reverse, cannot be. */
@Component
class AuditTrail {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    AuditTrail(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(EnvironmentEvent event) {
        jdbc.sql("""
                        insert into audit_event (occurred_at, type, environment_id, environment, actor, details)
                        values (:at, :type, :environmentId, :environment, :actor, cast(:details as jsonb))
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("type", event.type().name())
                .param("environmentId", event.environmentId())
                .param("environment", event.environment())
                .param("actor", event.actor())
                .param("details", json.writeValueAsString(event.details()))
                .update();
    }
}
