package io.tableflow.iam.api.accesscheck;

import static io.tableflow.iam.http.problem.ProblemCode.ACCOUNT_NOT_CONNECTED;
import static io.tableflow.iam.http.problem.ProblemCode.AWS_REFUSED;
import static io.tableflow.iam.http.problem.ProblemCode.AWS_UNAVAILABLE;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_INCOMPLETE;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiRequestBody;
import io.tableflow.iam.api.openapi.ApiSuccess;

/** The description of {@link AccessCheckController} in the OpenAPI file. */
@Tag(name = "Access checks", description = "May this principal take this action on this resource, and why?")
interface AccessCheckApi {

    @Operation(
            operationId = "checkAccess",
            summary = "Ask whether a principal may take an action",
            description =
                    "Decides as AWS does, by the live documents of an environment's role, or by documents that the"
                            + " request has. What of AWS is not seen, such as the policies of Confluent's account, is never"
                            + " taken for granted: the decision is then CONDITIONAL, and the sentence says on what. Nothing is"
                            + " stored or changed, so the scope `environments:read` is enough.")
    @ApiRequestBody(
            value = "The question, and either the environment or the documents to ask.",
            examples = {"access-check-live", "access-check-documents"})
    @ApiSuccess(
            value = "The decision, also where it is that the request is denied.",
            examples = {"access-check-conditional", "access-check-allowed", "access-check-denied"})
    @ApiProblems({ENVIRONMENT_NOT_FOUND, ENVIRONMENT_INCOMPLETE, AWS_UNAVAILABLE, AWS_REFUSED, ACCOUNT_NOT_CONNECTED})
    AccessCheckView check(AccessCheckRequest request);
}
