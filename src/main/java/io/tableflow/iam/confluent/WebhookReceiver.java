package io.tableflow.iam.confluent;

import io.tableflow.iam.common.AuditableEvent.Subject;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes callbacks in, or refuses them, remembers why and tells it. */
@Component
public class WebhookReceiver {

    private final WebhookVerifier signatures;
    private final IntegrationService integrations;
    private final WebhookDeliveryLog deliveries;
    private final ApplicationEventPublisher events;

    WebhookReceiver(
            WebhookVerifier signatures,
            IntegrationService integrations,
            WebhookDeliveryLog deliveries,
            ApplicationEventPublisher events) {
        this.signatures = signatures;
        this.integrations = integrations;
        this.deliveries = deliveries;
        this.events = events;
    }

    /** The environment that it was for. */
    public Environment receive(WebhookDelivery delivery) {
        boolean signed = false;
        IntegrationMessage told = null;
        try {
            signatures.verify(delivery);
            signed = true;
            told = IntegrationMessageParser.parse(delivery.body());
            return integrations.receive(delivery, told);
        } catch (ProblemException refused) {
            if (signed && refused.status().is4xxClientError()) {
                deliveries.refused(delivery, IntegrationMessageParser.mentioned(delivery.body()), refused);
            }
            tell(delivery, signed, told, refused);
            throw refused;
        }
    }

    private void tell(
            WebhookDelivery delivery, boolean signed, @Nullable IntegrationMessage told, ProblemException refused) {
        Map<String, String> details = new TreeMap<>();
        details.put("code", refused.code().value());
        if (signed) {
            details.put("webhookId", delivery.id());
        }
        Subject environment = null;
        if (told != null) {
            details.putAll(told.inWords());
            environment = integrations
                    .find(told)
                    .map(it -> new Subject(it.id(), it.name()))
                    .orElse(null);
        }
        events.publishEvent(new WebhookEvent.CallbackRefused(environment, signed, inWords(refused), details));
    }

    private static String inWords(ProblemException refused) {
        return refused.errors().isEmpty()
                ? refused.detail()
                : refused.errors().stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; "));
    }
}
