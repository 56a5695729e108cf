package io.tableflow.iam.api.accessreview;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiRequestBody;
import io.tableflow.iam.api.openapi.ApiSuccess;
import org.springframework.http.ResponseEntity;

/** The description of {@link AccessReviewController} in the OpenAPI file. */
@Tag(name = "Access review", description = "Is the role used, for what, and by whom; and who has looked at that?")
interface AccessReviewApi {

    @Operation(
            operationId = "getAccess",
            summary = "Get the use of an environment's role",
            description =
                    "When the role was last used, which services and actions, and who assumed it, as AWS tells it. IAM is asked"
                            + " once; the rest was collected before, if `tableflow.access-review.enabled` is set. What is not"
                            + " known says why, with the permission that is missing; the answer is 200 all the same.")
    @ApiSuccess(
            value = "What is known.",
            examples = {"access", "access-not-collected"})
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    AccessView access(@EnvironmentNameParameter String name);

    @Operation(
            operationId = "reviewAccess",
            summary = "Record a review of an environment's access",
            description = "Records that the caller has looked at the use of the role, and when that is due again.")
    @ApiRequestBody(value = "What was found.", examples = "review-request")
    @ApiSuccess(status = 201, value = "The review was recorded.", examples = "review")
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    ResponseEntity<ReviewView> review(@EnvironmentNameParameter String name, ReviewRequest request);

    @Operation(
            operationId = "listReviews",
            summary = "List the reviews of an environment's access",
            description = "The latest 100 reviews, newest first.")
    @ApiSuccess(value = "The reviews.", examples = "review-list")
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    ReviewListView reviews(@EnvironmentNameParameter String name);
}
