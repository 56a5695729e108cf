package io.tableflow.iam.api.environment;

import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import io.tableflow.iam.environment.EnvironmentCommands;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What an operator does to an environment that is stuck, or not as it should be. */
@RestController
class EnvironmentActionController implements EnvironmentActionApi {

    private final EnvironmentCommands requests;
    private final IdempotencyKeys idempotencyKeys;

    EnvironmentActionController(EnvironmentCommands requests, IdempotencyKeys idempotencyKeys) {
        this.requests = requests;
        this.idempotencyKeys = idempotencyKeys;
    }

    @Override
    @PostMapping("/environments/{name}/retry")
    public ResponseEntity<EnvironmentView> retry(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        return once(idempotencyKey, name, requests::retry);
    }

    @Override
    @PostMapping("/environments/{name}/reconcile")
    public ResponseEntity<EnvironmentView> reconcile(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        return once(idempotencyKey, name, requests::reconcile);
    }

    private ResponseEntity<EnvironmentView> once(
            @Nullable String idempotencyKey, String name, Function<String, EnvironmentView> request) {
        return idempotencyKeys.once(idempotencyKey, name, () -> AcceptedResponse.answer(request.apply(name)));
    }
}
