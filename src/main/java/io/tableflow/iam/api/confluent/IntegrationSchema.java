package io.tableflow.iam.api.confluent;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.api.openapi.RequestSchema;
import io.tableflow.iam.confluent.IntegrationMessageParser;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's Integration object, only for the API's description: the signature is over raw bytes, which
 * {@link IntegrationMessageParser} reads.
 */
@RequestSchema
@Schema(
        name = "IntegrationObject",
        description = "Confluent's provider integration (pim/v1 Integration), as its API answers it. Unknown fields are"
                + " ignored.",
        additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
record IntegrationSchema(
        @Schema(description = "The version of Confluent's API.", example = "pim/v1")
        @JsonProperty("api_version")
        @Nullable
        String apiVersion,

        @Schema(description = "What it is.", allowableValues = "Integration")
        String kind,

        @Schema(description = "Confluent's id of the integration.", example = "cspi-42o61")
        @Pattern(regexp = "[A-Za-z0-9_-]{1,64}")
        String id,

        @Schema(description = "The display name.", example = "dev-tableflow") @JsonProperty("display_name") @Nullable
        String displayName,

        @Schema(description = "The cloud provider.", allowableValues = "AWS")
        String provider,

        @Schema(description = "Who may assume what.") Config config,

        @Schema(description = "The Confluent resources that use it.") @Nullable
        List<Object> usages,

        @Schema(
                description = "The Confluent environment that it belongs to, which is not an environment of this"
                        + " service.")
        @Nullable
        Map<String, Object> environment) {

    /** The AWS part of the object. */
    @RequestSchema
    @Schema(
            name = "IntegrationConfig",
            description = "Who may assume what.",
            additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    record Config(
            @Schema(description = "What it is.", allowableValues = "AwsIntegrationConfig")
            String kind,

            @Schema(
                    description =
                            "Confluent's role for this integration: the principal to let in. It must not be in the"
                                    + " environment's own account.",
                    example = "arn:aws:iam::851725421142:role/cspi-42o61")
            @JsonProperty("iam_role_arn")
            @Size(max = 2048)
            @Pattern(regexp = ROLE)
            String iamRoleArn,

            @Schema(
                    description = "The external id that the principal sends.",
                    example = "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11")
            @JsonProperty("external_id")
            @Size(min = 2, max = 1224)
            @Pattern(regexp = "[A-Za-z0-9_+=,.@:/-]+")
            String externalId,

            @Schema(
                    description = "The role that it will assume: the environment's.",
                    example = "arn:aws:iam::123456789012:role/dev-confluent-role")
            @JsonProperty("customer_iam_role_arn")
            @Size(max = 2048)
            @Pattern(regexp = ROLE)
            String customerIamRoleArn) {

        private static final String ROLE = "arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+";
    }
}
