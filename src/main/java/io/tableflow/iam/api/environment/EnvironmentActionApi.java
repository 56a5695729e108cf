package io.tableflow.iam.api.environment;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_DELETING;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FAILED;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The description of {@link EnvironmentActionController} in the OpenAPI file. */
@Tag(name = "Environments")
interface EnvironmentActionApi {

    @Operation(
            operationId = "retryEnvironment",
            summary = "Go on with a FAILED environment",
            description = "Goes on at the step that failed, once what its workflow's `problem` names has been mended.")
    @ApiSuccess(
            status = 202,
            value = "Accepted: its workflow goes on.",
            examples = "environment-provisioning",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiProblems({ENVIRONMENT_NOT_FOUND, ENVIRONMENT_NOT_FAILED})
    ResponseEntity<EnvironmentView> retry(@EnvironmentNameParameter String name, @Nullable String idempotencyKey);

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
    @ApiProblems({ENVIRONMENT_NOT_FOUND, ENVIRONMENT_DELETING})
    ResponseEntity<EnvironmentView> reconcile(@EnvironmentNameParameter String name, @Nullable String idempotencyKey);
}
