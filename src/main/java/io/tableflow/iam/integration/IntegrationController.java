package io.tableflow.iam.integration;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentAssembler;
import io.tableflow.iam.environment.EnvironmentResource;
import io.tableflow.iam.web.Caller;
import io.tableflow.iam.web.Etags;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where an operator enters Confluent's Integration object by hand, when the pipeline cannot. */
@RestController
class IntegrationController {

    private final IntegrationService integrations;
    private final EnvironmentAssembler assembler;

    IntegrationController(IntegrationService integrations, EnvironmentAssembler assembler) {
        this.integrations = integrations;
        this.assembler = assembler;
    }

    @PutMapping("/environments/{name}/integration")
    ResponseEntity<EnvironmentResource> enter(
            @PathVariable String name, @RequestBody(required = false) byte @Nullable [] body) {
        ProviderIntegration told = IntegrationDocument.parse(RawBody.text(body));
        Environment environment =
                integrations.enter(name, told, Caller.current().name());
        return ResponseEntity.accepted()
                .location(URI.create("/environments/" + name))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .eTag(Etags.of(environment.revision()))
                .body(assembler.toResource(environment));
    }
}
