package io.tableflow.iam.api.confluent;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.environment.EnvironmentView;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiRequestBody;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.confluent.IntegrationMessage;
import io.tableflow.iam.confluent.IntegrationMessageParser;
import io.tableflow.iam.confluent.IntegrationService;
import io.tableflow.iam.http.request.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where an operator enters Confluent's Integration object by hand, when the pipeline cannot. */
@RestController
@Tag(name = "Integration", description = "Confluent's half: its provider integration.")
class IntegrationController {

    static final String INTEGRATION =
            "Confluent's Integration object, as its API answers it. Unknown fields are ignored.";

    private final IntegrationService integrations;

    IntegrationController(IntegrationService integrations) {
        this.integrations = integrations;
    }

    @PutMapping("/environments/{name}/integration")
    @Operation(
            operationId = "enterIntegration",
            summary = "Enter Confluent's Integration by hand",
            description =
                    "What the webhook does, for an operator whose pipeline cannot. The role's trust is then set to"
                            + " the integration's principal and external id, and to nobody else.")
    @ApiRequestBody(value = INTEGRATION, body = IntegrationSchema.class, examples = "integration-object")
    @ApiSuccess(
            status = 202,
            value = "Accepted: the trust is about to be set, unless it stands already.",
            examples = "environment-updating-trust",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiProblems({"environment-not-found", "principal-not-allowed", "environment-deleting"})
    ResponseEntity<EnvironmentView> enter(
            @EnvironmentNameParameter @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        IntegrationMessage told = IntegrationMessageParser.parse(RawBody.read(body));
        EnvironmentView environment =
                integrations.enter(name, told, Caller.current().name(), ifMatch);
        return ResponseEntity.accepted()
                .location(URI.create("/environments/" + name))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .eTag(Etags.of(environment.revision()))
                .body(environment);
    }
}
