package io.tableflow.iam.integration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.environment.EnvironmentNameParameter;
import io.tableflow.iam.environment.EnvironmentResource;
import io.tableflow.iam.web.Caller;
import io.tableflow.iam.web.Etags;
import io.tableflow.iam.web.openapi.Fails;
import io.tableflow.iam.web.openapi.Succeeds;
import io.tableflow.iam.web.openapi.Takes;
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
    @Takes(value = INTEGRATION, body = IntegrationObject.class, examples = "integration-object")
    @Succeeds(
            status = 202,
            value = "Accepted: the trust is about to be set, unless it stands already.",
            examples = "environment-updating-trust",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @Fails({"environment-not-found", "principal-not-allowed", "environment-deleting"})
    ResponseEntity<EnvironmentResource> enter(
            @EnvironmentNameParameter @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        ProviderIntegration told = IntegrationDocument.parse(RawBody.read(body));
        EnvironmentResource environment =
                integrations.enter(name, told, Caller.current().name(), ifMatch);
        return ResponseEntity.accepted()
                .location(URI.create("/environments/" + name))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .eTag(Etags.of(environment.revision()))
                .body(environment);
    }
}
