package io.tableflow.iam.api.terraform;

import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_DELETING;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_INCOMPLETE;
import static io.tableflow.iam.http.problem.ProblemCode.ENVIRONMENT_NOT_FOUND;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The description of {@link TerraformController} in the OpenAPI file. */
@Tag(name = "Environments")
interface TerraformApi {

    @Operation(
            operationId = "getTerraform",
            summary = "Get an environment as Terraform configuration",
            description = "The role, both policies, both attachments and the trust as a Terraform file. With"
                    + " `mode=import`, Terraform takes over the management: a plan says 5 to import, 0 to add, 0 to"
                    + " change, 0 to destroy. With `mode=reference`, Terraform only reads what this service manages."
                    + " The file has the external id, which is part of the trust. This request does not call IAM.")
    @ApiSuccess(
            value = "A Terraform file.",
            body = String.class,
            mediaType = MediaType.TEXT_PLAIN_VALUE,
            examples = "terraform")
    @ApiProblems({ENVIRONMENT_NOT_FOUND, ENVIRONMENT_INCOMPLETE, ENVIRONMENT_DELETING})
    ResponseEntity<String> terraform(
            @EnvironmentNameParameter String name,
            @Parameter(
                            description =
                                    "Who manages the resources from then on: Terraform, or this service as before.",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"import", "reference"},
                                            defaultValue = "import"))
                    @Nullable
                    String mode);
}
