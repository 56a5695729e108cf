package io.tableflow.iam.integration;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentState;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where Confluent's integration pipeline calls back. Its signature is all that authenticates it. */
@RestController
class WebhookController {

    private final WebhookSignatures signatures;
    private final IntegrationService integrations;

    WebhookController(WebhookSignatures signatures, IntegrationService integrations) {
        this.signatures = signatures;
        this.integrations = integrations;
    }

    @PostMapping("/webhooks/confluent/provider-integrations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Receipt receive(
            @RequestHeader(name = WebhookSignatures.ID, defaultValue = "") String id,
            @RequestHeader(name = WebhookSignatures.TIMESTAMP, defaultValue = "") String timestamp,
            @RequestHeader(name = WebhookSignatures.SIGNATURE, defaultValue = "") String signature,
            @RequestBody(required = false) byte @Nullable [] body) {
        WebhookDelivery delivery = new WebhookDelivery(id, timestamp, signature, RawBody.text(body));
        signatures.verify(delivery);
        Environment environment = integrations.receive(id, IntegrationDocument.parse(delivery.body()));
        return new Receipt(environment.name(), environment.state());
    }

    /** What became of a callback. */
    @Schema(name = "WebhookReceipt", description = "What became of a callback.")
    record Receipt(
            @Schema(description = "The environment whose role the integration names.", example = "dev")
            String environment,

            @Schema(description = "Where it stands now.") EnvironmentState state) {}
}
