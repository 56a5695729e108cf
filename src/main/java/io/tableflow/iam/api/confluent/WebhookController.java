package io.tableflow.iam.api.confluent;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiRequestBody;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.confluent.WebhookDelivery;
import io.tableflow.iam.confluent.WebhookReceiver;
import io.tableflow.iam.confluent.WebhookVerifier;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentState;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where Confluent's integration pipeline calls back. Its signature is all that authenticates it. */
@RestController
@Tag(name = "Integration")
class WebhookController {

    private final WebhookReceiver intake;

    WebhookController(WebhookReceiver intake) {
        this.intake = intake;
    }

    @PostMapping("/webhooks/confluent/provider-integrations")
    @SecurityRequirements
    @Operation(
            operationId = "receiveIntegration",
            summary = "Receive Confluent's callback",
            description = "Takes Confluent's Integration object, as its API answered it, under a Standard Webhooks"
                    + " signature: HMAC-SHA256 with the shared secret over `id.timestamp.body`. It finds the environment"
                    + " by `config.customer_iam_role_arn`, stores what it was told and answers at once; the trust is"
                    + " set afterwards. A message that was delivered before, or was signed before one that was taken"
                    + " in already, is answered alike and changes nothing.")
    @ApiRequestBody(
            value = IntegrationController.INTEGRATION,
            body = IntegrationSchema.class,
            examples = "integration-object")
    @ApiSuccess(
            status = 202,
            value = "Taken in, now or before.",
            examples = "webhook-receipt",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER})
    @ApiProblems({"webhook-signature", "principal-not-allowed", "role-not-known", "environment-deleting"})
    ResponseEntity<Receipt> receive(
            @Parameter(
                            required = true,
                            description = "The message's id: the same in every delivery of it, without a full stop.",
                            example = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")
                    @RequestHeader(name = WebhookVerifier.ID, defaultValue = "")
                    String id,
            @Parameter(
                            required = true,
                            description = "When it was sent, in seconds since 1970; not more than five minutes off.",
                            example = "1764000000")
                    @RequestHeader(name = WebhookVerifier.TIMESTAMP, defaultValue = "")
                    String timestamp,
            @Parameter(
                            required = true,
                            description =
                                    "One or more signatures, separated by spaces: v1, a comma and the HMAC in base64.",
                            example = "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=")
                    @RequestHeader(name = WebhookVerifier.SIGNATURE, defaultValue = "")
                    String signature,
            InputStream body)
            throws IOException {
        Receipt receipt = Receipt.of(intake.receive(new WebhookDelivery(id, timestamp, signature, RawBody.read(body))));
        return ResponseEntity.accepted()
                .location(URI.create("/environments/" + receipt.environment()))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(receipt);
    }

    /** What became of a callback. */
    @Schema(name = "WebhookReceipt", description = "What became of a callback.")
    record Receipt(
            @Schema(description = "The environment whose role the integration names.", example = "dev")
            String environment,

            @Schema(description = "Where it stands now.") EnvironmentState state) {

        static Receipt of(Environment environment) {
            return new Receipt(environment.name(), environment.state());
        }
    }
}
