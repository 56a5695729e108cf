package io.tableflow.iam.api.confluent;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_DELETING;
import static io.tableflow.iam.http.problem.ProblemCode.INTEGRATION_OF_ANOTHER_ENVIRONMENT;
import static io.tableflow.iam.http.problem.ProblemCode.PRINCIPAL_NOT_ALLOWED;
import static io.tableflow.iam.http.problem.ProblemCode.ROLE_NOT_KNOWN;
import static io.tableflow.iam.http.problem.ProblemCode.WEBHOOK_ID_REUSED;
import static io.tableflow.iam.http.problem.ProblemCode.WEBHOOK_SIGNATURE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiRequestBody;
import io.tableflow.iam.api.openapi.ApiSuccess;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The description of {@link WebhookController} in the OpenAPI file. */
@Tag(name = "Integration")
interface WebhookApi {

    @SecurityRequirements
    @Operation(
            operationId = "receiveIntegration",
            summary = "Receive Confluent's callback",
            description = "Accepts Confluent's Integration object, unchanged, with a Standard Webhooks signature:"
                    + " HMAC-SHA256 with the shared secret over `id.timestamp.body`. It finds the environment by"
                    + " `config.customer_iam_role_arn`, stores the integration and answers at once; the trust is set"
                    + " afterwards. A message that was delivered before, or that was signed before the latest word about"
                    + " the integration, is answered in the same way and changes nothing: `outcome` says so. A message"
                    + " that is signed again counts from when it was signed first; one that is signed in the future, from"
                    + " now. A `webhook-id` belongs to one body of one sender. Where no environment has the role, the"
                    + " answer is 404, and the integration is kept for 30 days for one that gets it.")
    @ApiRequestBody(value = IntegrationApi.INTEGRATION, body = IntegrationSchema.class, examples = "integration-object")
    @ApiSuccess(
            status = 202,
            value = "Accepted, now or before.",
            examples = "webhook-receipt",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER})
    @ApiProblems({
        WEBHOOK_SIGNATURE,
        PRINCIPAL_NOT_ALLOWED,
        ROLE_NOT_KNOWN,
        ENVIRONMENT_DELETING,
        INTEGRATION_OF_ANOTHER_ENVIRONMENT,
        WEBHOOK_ID_REUSED
    })
    ResponseEntity<WebhookReceiptView> receive(
            @Parameter(
                            required = true,
                            description =
                                    "The message's id, without a full stop. It is the same in every delivery of the"
                                            + " message.",
                            example = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")
                    String id,
            @Parameter(
                            required = true,
                            description = "When it was sent, in seconds since 1970; at most five minutes from now.",
                            example = "1764000000")
                    String timestamp,
            @Parameter(
                            required = true,
                            description =
                                    "One or more signatures, separated by spaces: v1, a comma and the HMAC in base64.",
                            example = "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=")
                    String signature,
            InputStream body)
            throws IOException;
}
