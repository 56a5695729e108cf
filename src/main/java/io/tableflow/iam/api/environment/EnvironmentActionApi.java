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
            summary = "Retry a FAILED environment",
            description = "Resumes at the step that failed. Correct what its workflow's `problem` names first.")
    @ApiSuccess(
            status = 202,
            value = "Accepted: its workflow resumes.",
            examples = "environment-provisioning",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiProblems({ENVIRONMENT_NOT_FOUND, ENVIRONMENT_NOT_FAILED})
    ResponseEntity<EnvironmentView> retry(
            @EnvironmentNameParameter String name, @Nullable String idempotencyKey, @Nullable String ifMatch);

    @Operation(
            operationId = "reconcileEnvironment",
            summary = "Reconcile an environment with live IAM",
            description = "Compares live IAM with the desired state, and reconciles what the environment owns. What"
                    + " others added is reported and not changed. An intact environment is only read. A FAILED"
                    + " one starts again from its first step. The result is in the condition `InSync` and at"
                    + " `/drift`.")
    @ApiSuccess(
            status = 202,
            value = "Accepted: it is being compared.",
            examples = "environment-updating",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiProblems({ENVIRONMENT_NOT_FOUND, ENVIRONMENT_DELETING})
    ResponseEntity<EnvironmentView> reconcile(
            @EnvironmentNameParameter String name, @Nullable String idempotencyKey, @Nullable String ifMatch);
}
