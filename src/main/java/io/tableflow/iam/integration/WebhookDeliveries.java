package io.tableflow.iam.integration;

import io.tableflow.iam.environment.Environment;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Remembers which messages were taken in. */
@Component
class WebhookDeliveries {

    private final JdbcClient jdbc;
    private final Clock clock;

    WebhookDeliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Remembers a message for this life of an environment; {@code false} if it was taken in before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isFirst(String webhookId, Environment environment) {
        return jdbc.sql("""
                        insert into webhook_delivery (webhook_id, environment_id, environment, received_at)
                        values (:webhookId, :environmentId, :environment, :receivedAt)
                        on conflict do nothing
                        """)
                        .param("webhookId", webhookId)
                        .param("environmentId", environment.id())
                        .param("environment", environment.name())
                        .param("receivedAt", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
