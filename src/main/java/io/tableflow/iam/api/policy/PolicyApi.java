package io.tableflow.iam.api.policy;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;

/** The description of {@link PolicyController} in the OpenAPI file. */
@Tag(name = "Policies", description = "The desired policy documents.")
interface PolicyApi {

    @Operation(
            operationId = "getPolicies",
            summary = "Get an environment's policies",
            description = "The desired trust policy and the two desired permission policies, rendered from the"
                    + " environment's row. This request does not call IAM.")
    @ApiSuccess(value = "The three documents.", examples = "policies")
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    PoliciesView policies(@EnvironmentNameParameter String name);
}
