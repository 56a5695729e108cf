package io.tableflow.iam.api.policy;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;
import static io.tableflow.iam.http.problem.ProblemCode.NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

/** The description of {@link RevisionController} in the OpenAPI file. */
@Tag(name = "Policies")
interface RevisionApi {

    @Operation(
            operationId = "listPolicyRevisions",
            summary = "List a policy's revisions",
            description = "Every document that was applied, newest first, with the difference to the previous one."
                    + " Included are those that IAM no longer has, and those of environments with this name"
                    + " that are gone. With `at`, only the one that was in force at that moment, or none.")
    @ApiSuccess(value = "A page of revisions.", examples = "policy-revision-page")
    @ApiProblems({ENVIRONMENT_NOT_FOUND, NOT_FOUND})
    Page<RevisionView> revisions(
            @EnvironmentNameParameter String name,
            @Parameter(
                            description = "One of the environment's policies.",
                            example = "trust",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"trust", "s3", "glue"}))
                    String policy,
            @Parameter(
                            description = "Only the revision that was in force at this moment.",
                            example = "2026-03-02T12:00:00Z")
                    @Nullable
                    Instant at,
            @ParameterObject Paging paging);
}
