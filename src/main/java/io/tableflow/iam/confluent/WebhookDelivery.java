package io.tableflow.iam.confluent;

import io.tableflow.iam.environment.Environment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verified message as it is stored, with its outcome.
 *
 * @param environmentId the environment that it was for; {@code null}: it was refused
 * @param environment the name of the environment whose role it names, whether there is one or not
 * @param integration Confluent's id of the integration, if it can be read
 * @param refusal why it was refused; {@code null}: it was not
 */
record WebhookDelivery(
        String webhookId,
        Instant signedAt,
        DeliveryOutcome outcome,
        @Nullable UUID environmentId,
        @Nullable String environment,
        @Nullable String integration,
        @Nullable Refusal refusal) {

    static WebhookDelivery registered(
            WebhookMessage message, IntegrationMessage integration, Environment environment, DeliveryOutcome outcome) {
        return new WebhookDelivery(
                message.id(),
                message.signedAt(),
                outcome,
                environment.id(),
                environment.name(),
                integration.id(),
                null);
    }

    static WebhookDelivery refused(WebhookMessage message, UnverifiedReferences references, Refusal refusal) {
        return new WebhookDelivery(
                message.id(),
                message.signedAt(),
                DeliveryOutcome.REFUSED,
                null,
                references.environment(),
                references.integration(),
                refusal);
    }
}
