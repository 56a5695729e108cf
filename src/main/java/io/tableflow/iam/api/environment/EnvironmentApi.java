package io.tableflow.iam.api.environment;

import static io.tableflow.iam.http.problem.ProblemCode.ACCOUNT_NOT_ALLOWED;
import static io.tableflow.iam.http.problem.ProblemCode.ACCOUNT_NOT_CONNECTED;
import static io.tableflow.iam.http.problem.ProblemCode.AWS_REFUSED;
import static io.tableflow.iam.http.problem.ProblemCode.AWS_UNAVAILABLE;
import static io.tableflow.iam.http.problem.ProblemCode.BUCKET_IN_USE;
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
@Tag(name = "Environments", description = "Create, read, change, retry and delete environments.")
interface EnvironmentApi {

    @Operation(
            operationId = "createEnvironment",
            summary = "Create an environment",
            description = "Accepts an environment and starts to create its role and policies. The same request"
                    + " again is answered with the same environment. With `dryRun=true` nothing is stored or"
                    + " created: the service reads the resources with the environment's names, and answers with"
                    + " what would be done. With `adoptExisting`, an existing role and existing policies that"
                    + " no environment owns are adopted. Without it they are not changed, and the environment"
                    + " is FAILED until a PUT has the flag.")
    @ApiRequestBody(
            value = "The desired configuration. Everything except the name has a safe default; null has the"
                    + " same meaning as a missing field.",
            examples = {"environment-request-minimal", "environment-request-full", "environment-request-adopt"})
    @ApiSuccess(
            status = 202,
            value = "Accepted and stored durably: poll the Location until the state is AWAITING_INTEGRATION.",
            body = EnvironmentView.class,
            examples = "environment-provisioning",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiSuccess(
            value = "200, with dryRun=true: what would be done.",
            body = PlanView.class,
            examples = {"plan", "plan-adopt"})
    @ApiProblems({
        ENVIRONMENT_EXISTS,
        BUCKET_IN_USE,
        ENVIRONMENT_DELETING,
        ACCOUNT_NOT_ALLOWED,
        AWS_UNAVAILABLE,
        AWS_REFUSED,
        ACCOUNT_NOT_CONNECTED
    })
    ResponseEntity<EnvironmentView> create(
            EnvironmentRequest request,
            @Parameter(
                            description = "Only answers with what would be done.",
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
                    "All environments by name, or those in one state, or with a text in their name. Environments that"
                            + " are gone, and those that the token does not cover, are not listed.")
    @ApiSuccess(value = "A page of environments.", examples = "environment-page")
    Page<EnvironmentView> list(
            @Parameter(description = "Only those in this state.") @Nullable EnvironmentState state,
            @Parameter(
                            description = "Only those with this text in their name.",
                            schema = @Schema(type = "string"),
                            example = "dev")
                    @Nullable
                    String q,
            @ParameterObject Paging paging);

    @Operation(
            operationId = "getEnvironment",
            summary = "Get an environment",
            description = "Desired and observed state: spec, state, resources, conditions and the latest workflow.")
    @ApiSuccess(
            value = "The environment.",
            examples = {"environment-awaiting-integration", "environment-active", "environment-tableflow"},
            headers = HttpHeaders.ETAG)
    @ApiProblems(ENVIRONMENT_NOT_FOUND)
    ResponseEntity<EnvironmentView> get(@EnvironmentNameParameter String name);

    @Operation(
            operationId = "updateEnvironment",
            summary = "Change an environment",
            description = "Accepts a complete new spec; what it leaves out has its default. A workflow that is in"
                    + " progress is superseded at its next step, a FAILED environment starts a new workflow,"
                    + " and a spec that changes nothing starts none. `name` and `accountId` cannot change; the"
                    + " name may be left out of the body. With `dryRun=true` nothing is stored or changed: the"
                    + " service reads live IAM, and answers with what would be done.")
    @ApiRequestBody(
            value = "The new desired configuration.",
            examples = {"environment-request-full", "environment-request-minimal"})
    @ApiSuccess(
            status = 202,
            value = "Accepted: poll the Location until the state is no longer UPDATING.",
            body = EnvironmentView.class,
            examples = "environment-updating",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiSuccess(value = "200, with dryRun=true: what would be done.", body = PlanView.class, examples = "plan-update")
    @ApiProblems({
        ENVIRONMENT_NOT_FOUND,
        BUCKET_IN_USE,
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
                            description = "Only answers with what would be done.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @Nullable
                    String dryRun,
            @Nullable String ifMatch);

    @Hidden // described with update
    PlanView planUpdate(String name, EnvironmentRequest request, String dryRun, @Nullable String ifMatch);

    @Operation(
            operationId = "deleteEnvironment",
            summary = "Delete an environment",
            description = "Sets the trust to deny everyone, then deletes what the environment owns. A workflow that is"
                    + " in progress is superseded at its next step. What others attached stops the deletion, and is listed"
                    + " in its workflow's `problem`. With `force=true`, in this request or a later one, it is detached,"
                    + " and each detachment is recorded in the audit trail. A policy that is the permissions boundary of"
                    + " others stops the deletion in any case. With the deletionPolicy RETAIN everything is retained,"
                    + " without our tags. Once the environment is gone, GET answers 404. With `dryRun=true` nothing is"
                    + " stored or changed: the service reads live IAM, and answers with what would be deleted, detached or"
                    + " retained, and with what would stop the deletion as a `conflict`. With `abandon=true` the"
                    + " environment is let go without a call to AWS, as where its account was closed: whatever is there is"
                    + " left, and is listed by the event `ABANDONED` of the audit trail.")
    @ApiSuccess(
            status = 202,
            value = "Accepted: it is being deleted.",
            examples = "environment-deleting",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiSuccess(value = "200, with dryRun=true: what would be done.", body = PlanView.class, examples = "plan-delete")
    @ApiProblems({ENVIRONMENT_NOT_FOUND, AWS_UNAVAILABLE, AWS_REFUSED, ACCOUNT_NOT_CONNECTED})
    ResponseEntity<EnvironmentView> delete(
            @EnvironmentNameParameter String name,
            @Parameter(
                            description = "Also detaches what others attached, and puts back tags that were lost.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @Nullable
                    String force,
            @Parameter(
                            description = "Lets the environment go without AWS. Not together with force.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @Nullable
                    String abandon,
            @Parameter(
                            description = "Only answers with what would be done.",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @Nullable
                    String dryRun,
            @Nullable String ifMatch);

    @Hidden // described with delete
    PlanView planDeletion(
            String name, @Nullable String force, @Nullable String abandon, String dryRun, @Nullable String ifMatch);
}
