package io.tableflow.iam.api.environment.request;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.api.openapi.RequestSchema;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where at Confluent the service creates the provider integration itself. */
@RequestSchema
@SuppressWarnings("MultipleNullnessAnnotations") // what must be there may be missing until it has been validated
@Schema(
        name = "ConfluentRequest",
        description = "Where at Confluent the service creates the provider integration itself.")
record ConfluentRequest(
        @Schema(
                description = "The Confluent environment. It stays once it may have an integration.",
                example = "env-abc12")
        @NotNull(message = "is required")
        @Pattern(
                regexp = "[!-.0-~]{1,255}",
                message = "must be Confluent's id of its environment, such as env-abc12: 1-255 ASCII characters without"
                        + " blanks and slashes")
        @Nullable
        String environmentId,

        @Schema(
                description = "What the integration is called at Confluent. Default: the environment's name.",
                example = "dev")
        @Pattern(
                regexp = "[^\\s\\x00-\\x1f\\x7f](?:[^\\x00-\\x1f\\x7f]{0,58}[^\\s\\x00-\\x1f\\x7f])?",
                message = "must be 1-60 characters without line breaks, not beginning or ending with a blank")
        @Nullable
        String displayName) {

    ConfluentSpec toSpec(String environment) {
        return new ConfluentSpec(
                Objects.requireNonNull(environmentId), displayName == null ? environment : displayName);
    }
}
