package io.tableflow.iam.api.drift;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;

/** The description of {@link DriftController} in the OpenAPI file. */
@Tag(name = "Policies")
interface DriftApi {

    @Operation(
            operationId = "getDrift",
            summary = "Get an environment's drift",
            description = "The result of the latest comparison of live IAM with the desired state, by a sweep of"
                    + " the account or of this environment alone. This request does not call IAM; `POST"
                    + " .../reconcile` compares again.")
    @ApiSuccess(
            value = "The latest comparison.",
            examples = {"drift-in-sync", "drift-found"})
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    DriftReportView drift(@EnvironmentNameParameter String name);
}
