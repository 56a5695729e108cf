package io.tableflow.iam.api.policy;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;

/** The description of {@link PolicyController} in the OpenAPI file. */
@Tag(name = "Policies", description = "The documents that should stand in IAM.")
interface PolicyApi {

    @Operation(
            operationId = "getPolicies",
            summary = "Look at an environment's policies",
            description = "The trust policy and the two permission policies as they should stand, rendered from the"
                    + " environment's row. IAM is not asked.")
    @ApiSuccess(value = "The three documents.", examples = "policies")
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    PoliciesView policies(@EnvironmentNameParameter String name);
}
