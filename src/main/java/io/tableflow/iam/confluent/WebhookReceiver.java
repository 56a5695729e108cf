package io.tableflow.iam.confluent;

import io.tableflow.iam.common.AuditableEvent.Subject;
import io.tableflow.iam.confluent.WebhookEvent.CallbackRefused;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.policy.RoleArn;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Receives callbacks: verifies them, parses them and has them registered. A refused one is stored as a delivery, and
 * recorded in the audit trail.
 */
@Component
public class WebhookReceiver {

    private final WebhookVerifier verifier;
    private final IntegrationService integrations;
    private final WebhookDeliveryLog deliveries;
    private final ApplicationEventPublisher events;

    WebhookReceiver(
            WebhookVerifier verifier,
            IntegrationService integrations,
            WebhookDeliveryLog deliveries,
            ApplicationEventPublisher events) {
        this.verifier = verifier;
        this.integrations = integrations;
        this.deliveries = deliveries;
        this.events = events;
    }

    /**
     * Receives a callback.
     *
     * @return the environment that it was for, and what became of it
     * @throws ProblemException if it is not signed, or not Confluent's Integration object
     * @throws EnvironmentException if its integration cannot be registered
     */
    public CallbackReceipt receive(WebhookMessage message) {
        SignedMessage signed = verify(message);
        IntegrationMessage integration = null;
        try {
            integration = IntegrationMessageParser.parse(message.body());
            RoleArn role = integration.customerRole();
            return integrations
                    .registerCallback(signed, integration)
                    .orElseThrow(() -> EnvironmentException.roleNotKnown(role));
        } catch (ProblemException malformed) {
            refuse(message, signed, integration, Refusal.of(malformed));
            throw malformed;
        } catch (EnvironmentException refused) {
            refuse(message, signed, integration, Refusal.of(refused));
            throw refused;
        }
    }

    private SignedMessage verify(WebhookMessage message) {
        try {
            return verifier.verify(message);
        } catch (ProblemException unverified) {
            Refusal refusal = Refusal.of(unverified);
            events.publishEvent(
                    new CallbackRefused(null, false, true, refusal.reason(), Map.of("code", refusal.code())));
            throw unverified;
        }
    }

    private void refuse(
            WebhookMessage message, SignedMessage signed, @Nullable IntegrationMessage integration, Refusal refusal) {
        boolean isFirst = deliveries.refused(signed, IntegrationMessageParser.references(message.body()), refusal);
        Map<String, String> details = new TreeMap<>();
        details.put("code", refusal.code());
        details.put("webhookId", message.id());
        Subject environment = null;
        if (integration != null) {
            details.putAll(integration.inWords());
            environment = integrations
                    .find(integration)
                    .map(it -> new Subject(it.id(), it.name()))
                    .orElse(null);
        }
        events.publishEvent(new CallbackRefused(environment, true, isFirst, refusal.reason(), details));
    }
}
