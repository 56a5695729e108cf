package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import org.jspecify.annotations.Nullable;

/** A place at Confluent as callers see it. */
@Schema(name = "ConfluentSpec", description = "Where at Confluent the service creates the provider integration itself.")
public record ConfluentSpecView(
        @Schema(description = "The Confluent environment.", example = "env-abc12")
        String environmentId,

        @Schema(description = "What the integration is called at Confluent.", example = "dev")
        String displayName) {

    static @Nullable ConfluentSpecView of(@Nullable ConfluentSpec confluent) {
        return confluent == null ? null : new ConfluentSpecView(confluent.environmentId(), confluent.displayName());
    }
}
