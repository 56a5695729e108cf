package io.tableflow.iam.api.environment;

import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.http.request.Caller;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
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
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        return once(idempotencyKey, name, commands::retry);
    }

    @Override
    @PostMapping("/environments/{name}/reconcile")
    public ResponseEntity<EnvironmentView> reconcile(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        return once(idempotencyKey, name, commands::reconcile);
    }

    private ResponseEntity<EnvironmentView> once(
            @Nullable String idempotencyKey, String name, BiFunction<String, String, Environment> command) {
        return idempotencyKeys.once(
                idempotencyKey,
                name,
                commands::exists,
                () -> accepted.to(() -> command.apply(name, Caller.current().name())));
    }
}
