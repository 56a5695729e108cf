package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.environment.EnvironmentCommands;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What an operator does to an environment that is stuck, or not as it should be. */
@RestController
@Tag(name = "Environments")
class EnvironmentActionController {

    private final EnvironmentCommands requests;
    private final IdempotencyKeys idempotencyKeys;

    EnvironmentActionController(EnvironmentCommands requests, IdempotencyKeys idempotencyKeys) {
        this.requests = requests;
        this.idempotencyKeys = idempotencyKeys;
    }

    @PostMapping("/environments/{name}/retry")
    @Operation(
            operationId = "retryEnvironment",
            summary = "Go on with a FAILED environment",
            description = "Goes on at the step that failed, once what its workflow's `problem` names has been mended.")
    @ApiSuccess(
            status = 202,
            value = "Accepted: its workflow goes on.",
            examples = "environment-provisioning",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiProblems({"environment-not-found", "environment-not-failed"})
    ResponseEntity<EnvironmentView> retry(
            @EnvironmentNameParameter @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        return once(idempotencyKey, name, requests::retry);
    }

    @PostMapping("/environments/{name}/reconcile")
    @Operation(
            operationId = "reconcileEnvironment",
            summary = "Compare an environment with live IAM, and put it right",
            description =
                    "Looks at what stands now, and puts back what is the environment's own; what others added is reported"
                            + " and left alone. An intact environment is only read. A FAILED one is begun anew from its"
                            + " first step. The outcome is in the condition `InSync` and at `/drift`.")
    @ApiSuccess(
            status = 202,
            value = "Accepted: it is being compared.",
            examples = "environment-updating",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiProblems({"environment-not-found", "environment-deleting"})
    ResponseEntity<EnvironmentView> reconcile(
            @EnvironmentNameParameter @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        return once(idempotencyKey, name, requests::reconcile);
    }

    private ResponseEntity<EnvironmentView> once(
            @Nullable String idempotencyKey, String name, Function<String, EnvironmentView> request) {
        return idempotencyKeys.once(idempotencyKey, name, () -> AcceptedResponse.answer(request.apply(name)));
    }
}
