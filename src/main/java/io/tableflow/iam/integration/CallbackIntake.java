package io.tableflow.iam.integration;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.web.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes callbacks in, or refuses them, remembers why and tells it. */
@Component
class CallbackIntake {

    private final WebhookSignatures signatures;
    private final IntegrationService integrations;
    private final WebhookDeliveries deliveries;
    private final ApplicationEventPublisher events;

    CallbackIntake(
            WebhookSignatures signatures,
            IntegrationService integrations,
            WebhookDeliveries deliveries,
            ApplicationEventPublisher events) {
        this.signatures = signatures;
        this.integrations = integrations;
        this.deliveries = deliveries;
        this.events = events;
    }

    /** The environment that it was for. */
    Environment receive(WebhookDelivery delivery) {
        boolean signed = false;
        ProviderIntegration told = null;
        try {
            signatures.verify(delivery);
            signed = true;
            told = IntegrationDocument.parse(delivery.body());
            return integrations.receive(delivery, told);
        } catch (ProblemException refused) {
            if (signed && refused.status().is4xxClientError()) {
                deliveries.refused(delivery, IntegrationDocument.mentioned(delivery.body()), refused);
            }
            tell(delivery, signed, told, refused);
            throw refused;
        }
    }

    private void tell(
            WebhookDelivery delivery, boolean signed, @Nullable ProviderIntegration told, ProblemException refused) {
        Map<String, String> details = new TreeMap<>();
        details.put("code", refused.type().code());
        if (signed) {
            details.put("webhookId", delivery.id());
        }
        Environment environment = null;
        if (told != null) {
            details.putAll(told.inWords());
            environment = integrations.find(told).orElse(null);
        }
        events.publishEvent(new CallbackEvent(
                CallbackEvent.Type.CALLBACK_REFUSED,
                signed,
                environment == null ? null : environment.id(),
                environment == null ? null : environment.name(),
                inWords(refused),
                details));
    }

    private static String inWords(ProblemException refused) {
        return refused.errors().isEmpty()
                ? refused.detail()
                : refused.errors().stream()
                        .map(error -> error.field() + " " + error.message())
                        .collect(Collectors.joining("; "));
    }
}
