package io.tableflow.iam.api.confluent;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_DELETING;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;
import static io.tableflow.iam.http.problem.ProblemCode.PRINCIPAL_NOT_ALLOWED;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.environment.EnvironmentView;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiRequestBody;
import io.tableflow.iam.api.openapi.ApiSuccess;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The description of {@link IntegrationController} in the OpenAPI file. */
@Tag(name = "Integration", description = "Confluent's provider integration.")
interface IntegrationApi {

    /** The description of the body, also of the webhook's. */
    String INTEGRATION = "Confluent's Integration object, as its API answers it. Unknown fields are ignored.";

    @Operation(
            operationId = "enterIntegration",
            summary = "Enter Confluent's Integration by hand",
            description = "Does the same as the webhook, for an operator. The role's trust is then set to let in"
                    + " only the integration's principal, with its external id.")
    @ApiRequestBody(value = INTEGRATION, body = IntegrationSchema.class, examples = "integration-object")
    @ApiSuccess(
            status = 202,
            value = "Accepted: the trust will be set, unless it is already as desired.",
            examples = "environment-updating-trust",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiProblems({ENVIRONMENT_NOT_FOUND, PRINCIPAL_NOT_ALLOWED, ENVIRONMENT_DELETING})
    ResponseEntity<EnvironmentView> enter(
            @EnvironmentNameParameter String name, @Nullable String ifMatch, InputStream body) throws IOException;

    @Operation(
            operationId = "withdrawIntegration",
            summary = "Withdraw Confluent's Integration",
            description =
                    "Has the role's trust deny everyone again, and the environment wait for an integration. Role and"
                            + " policies stay. A callback that was signed before does not open it again; a later one does."
                            + " Sessions that have begun go on until they expire.")
    @ApiSuccess(
            status = 202,
            value = "Accepted: the trust will deny everyone, unless it does already.",
            examples = "environment-awaiting-integration",
            headers = {HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG})
    @ApiProblems({ENVIRONMENT_NOT_FOUND, ENVIRONMENT_DELETING})
    ResponseEntity<EnvironmentView> withdraw(@EnvironmentNameParameter String name, @Nullable String ifMatch);
}
