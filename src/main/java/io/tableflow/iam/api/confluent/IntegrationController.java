package io.tableflow.iam.api.confluent;

import io.tableflow.iam.api.environment.AcceptedResponse;
import io.tableflow.iam.api.environment.EnvironmentView;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.confluent.IntegrationMessage;
import io.tableflow.iam.confluent.IntegrationMessageParser;
import io.tableflow.iam.confluent.IntegrationService;
import io.tableflow.iam.environment.ExpectedRevision;
import io.tableflow.iam.http.request.Caller;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Accepts Confluent's Integration object from an operator, if the pipeline cannot send it. */
@RestController
class IntegrationController implements IntegrationApi {

    private final IntegrationService integrations;
    private final AcceptedResponse accepted;

    IntegrationController(IntegrationService integrations, AcceptedResponse accepted) {
        this.integrations = integrations;
        this.accepted = accepted;
    }

    @Override
    @PutMapping("/environments/{name}/integration")
    public ResponseEntity<EnvironmentView> enter(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            InputStream body)
            throws IOException {
        IntegrationMessage integration = IntegrationMessageParser.parse(RawBody.read(body));
        ExpectedRevision expected = Etags.expected(ifMatch);
        String operator = Caller.current().name();
        return accepted.to(() -> integrations.enter(name, integration, operator, expected));
    }

    @Override
    @DeleteMapping("/environments/{name}/integration")
    public ResponseEntity<EnvironmentView> withdraw(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        ExpectedRevision expected = Etags.expected(ifMatch);
        String operator = Caller.current().name();
        return accepted.to(() -> integrations.withdraw(name, operator, expected));
    }
}
