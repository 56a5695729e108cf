package io.tableflow.iam.api.environment;

import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.ExpectedRevision;
import io.tableflow.iam.http.request.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Retries and reconciles environments. */
@RestController
class EnvironmentActionController implements EnvironmentActionApi {

    private final EnvironmentCommands commands;
    private final IdempotencyKeys idempotencyKeys;
    private final AcceptedResponse accepted;

    EnvironmentActionController(
            EnvironmentCommands commands, IdempotencyKeys idempotencyKeys, AcceptedResponse accepted) {
        this.commands = commands;
        this.idempotencyKeys = idempotencyKeys;
        this.accepted = accepted;
    }

    @Override
    @PostMapping("/environments/{name}/retry")
    public ResponseEntity<EnvironmentView> retry(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return once(idempotencyKey, name, ifMatch, commands::retry);
    }

    @Override
    @PostMapping("/environments/{name}/reconcile")
    public ResponseEntity<EnvironmentView> reconcile(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return once(idempotencyKey, name, ifMatch, commands::reconcile);
    }

    /** A use case that changes the environment with that name, if it has the expected revision. */
    private interface Command {
        Environment execute(String name, String actor, ExpectedRevision expected);
    }

    private ResponseEntity<EnvironmentView> once(
            @Nullable String idempotencyKey, String name, @Nullable String ifMatch, Command command) {
        ExpectedRevision expected = Etags.expected(ifMatch);
        return idempotencyKeys.once(
                idempotencyKey,
                name,
                commands::exists,
                () -> accepted.to(() -> command.execute(name, Caller.current().name(), expected)));
    }
}
