package io.tableflow.iam.api.environment;

import static io.tableflow.iam.http.problem.ProblemCode.ACCOUNT_NOT_CONNECTED;
import static io.tableflow.iam.http.problem.ProblemCode.AWS_REFUSED;
import static io.tableflow.iam.http.problem.ProblemCode.AWS_UNAVAILABLE;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_DELETING;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_EXISTS;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_IMMUTABLE_FIELD;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.request.EnvironmentRequest;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiRequestBody;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.environment.EnvironmentState;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The description of {@link EnvironmentController} in the OpenAPI file. */
@Tag(name = "Environments", description = "Asked for, looked at, retried, let go.")
interface EnvironmentApi {

    @Operation(
            operationId = "createEnvironment",
            summary = "Create an environment",
            description =
                    "Accepts an environment and begins to make its role and policies. The same request again answers"
                            + " with the same environment. With `dryRun=true` nothing is stored or made: AWS is asked what"
                            + " stands under the environment's names, and the answer is what would be done. With"
                            + " `adoptExisting` a role and policies that stand already, and are nobody's, are taken over;"
                            + " without it they are left alone, and the environment is FAILED until a PUT says otherwise.")
    @ApiRequestBody(
            value =
                    "What the environment is to be. Everything but the name has a safe default; null counts as left out.",
            examples = {"environment-request-minimal", "environment-request-full", "environment-request-adopt"})
    @ApiSuccess(
            status = 202,
            value = "Accepted, and safe from crashes: look at the Location until the state is AWAITING_INTEGRATION.",
            body = EnvironmentView.class,
            examples = "environment-provisioning",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiSuccess(
            value = "With dryRun=true: what would be done.",
            body = PlanView.class,
            examples = {"plan", "plan-adopt"})
    @ApiProblems({ENVIRONMENT_EXISTS, ENVIRONMENT_DELETING, AWS_UNAVAILABLE, AWS_REFUSED, ACCOUNT_NOT_CONNECTED})
    ResponseEntity<EnvironmentView> create(
            EnvironmentRequest request,
            @Parameter(
                            description = "Only say what would be done.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @Nullable
                    String dryRun,
            @Nullable String idempotencyKey);

    @Hidden // described with create
    PlanView planCreation(EnvironmentRequest request, String dryRun);

    @Operation(
            operationId = "listEnvironments",
            summary = "List environments",
            description =
                    "All environments by name, or those in one state; those that are gone are not among them, nor those"
                            + " that the token hides.")
    @ApiSuccess(value = "A page of environments.", examples = "environment-page")
    Page<EnvironmentView> list(
            @Parameter(description = "Only those in this state.") @Nullable EnvironmentState state,
            @ParameterObject Paging paging);

    @Operation(
            operationId = "getEnvironment",
            summary = "Look at an environment",
            description = "What was asked for and what stands: state, resources, conditions and the latest workflow.")
    @ApiSuccess(
            value = "The environment.",
            examples = {"environment-awaiting-integration", "environment-active"},
            headers = HttpHeaders.ETAG)
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    ResponseEntity<EnvironmentView> get(@EnvironmentNameParameter String name);

    @Operation(
            operationId = "updateEnvironment",
            summary = "Change an environment",
            description =
                    "Takes the whole new spec: what it leaves out has its default again. Whatever is under way makes room"
                            + " at its next step, a FAILED environment begins anew with what is wanted now, and a spec that"
                            + " changes nothing does nothing. `name` and `accountId` can't change; the name may be left to"
                            + " the path. With `dryRun=true` nothing is stored or changed: AWS is asked what stands, and"
                            + " the answer is what would be done.")
    @ApiRequestBody(
            value = "What the environment is to be from now on.",
            examples = {"environment-request-full", "environment-request-minimal"})
    @ApiSuccess(
            status = 202,
            value = "Accepted: look at the Location until the state is UPDATING no more.",
            body = EnvironmentView.class,
            examples = "environment-updating",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiSuccess(value = "With dryRun=true: what would be done.", body = PlanView.class, examples = "plan-update")
    @ApiProblems({
        ENVIRONMENT_NOT_FOUND,
        ENVIRONMENT_DELETING,
        ENVIRONMENT_IMMUTABLE_FIELD,
        AWS_UNAVAILABLE,
        AWS_REFUSED,
        ACCOUNT_NOT_CONNECTED
    })
    ResponseEntity<EnvironmentView> update(
            @EnvironmentNameParameter String name,
            EnvironmentRequest request,
            @Parameter(
                            description = "Only say what would be done.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @Nullable
                    String dryRun,
            @Nullable String ifMatch);

    @Hidden // described with update
    PlanView planUpdate(String name, EnvironmentRequest request, String dryRun, @Nullable String ifMatch);

    @Operation(
            operationId = "deleteEnvironment",
            summary = "Delete an environment",
            description =
                    "Shuts Confluent out first, then takes down what is the environment's own; whatever else is"
                            + " under way makes room at its next step. What others attached stops it, and is listed in its"
                            + " workflow's `problem`; `force=true`, said at once or then, takes it off and records each in the"
                            + " audit trail. A policy that somebody else has as permissions boundary stops it in any case. With"
                            + " the deletionPolicy RETAIN everything stays, without our tags. Once it is gone, GET answers 404.")
    @ApiSuccess(
            status = 202,
            value = "Accepted: it is being deleted.",
            examples = "environment-deleting",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    ResponseEntity<EnvironmentView> delete(
            @EnvironmentNameParameter String name,
            @Parameter(
                            description = "Also take off what others attached.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @Nullable
                    String force,
            @Nullable String ifMatch);
}
