package io.tableflow.iam.integration;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.web.ProblemException;
import org.springframework.stereotype.Component;

/** Takes callbacks in, or refuses them and remembers why. */
@Component
class CallbackIntake {

    private final WebhookSignatures signatures;
    private final IntegrationService integrations;
    private final WebhookDeliveries deliveries;

    CallbackIntake(WebhookSignatures signatures, IntegrationService integrations, WebhookDeliveries deliveries) {
        this.signatures = signatures;
        this.integrations = integrations;
        this.deliveries = deliveries;
    }

    /** The environment that it was for. */
    Environment receive(WebhookDelivery delivery) {
        signatures.verify(delivery);
        try {
            return integrations.receive(delivery, IntegrationDocument.parse(delivery.body()));
        } catch (ProblemException refused) {
            if (refused.status().is4xxClientError()) {
                deliveries.refused(delivery, IntegrationDocument.mentioned(delivery.body()), refused);
            }
            throw refused;
        }
    }
}
