package io.tableflow.iam.api.orphan;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A role or policy without an environment, as callers see it. */
@Schema(
        name = "Orphan",
        description = "A role or policy that carries the service's tags and belongs to no environment.")
record OrphanView(
        @Schema(description = "The AWS account.", example = "123456789012")
        String account,

        @Schema(description = "The ARN.", example = "arn:aws:iam::123456789012:role/dev-confluent-role")
        String arn,

        @Schema(
                description = "The id in the tag `tableflow-iam:environment-id`. No environment has it.",
                example = "0f0b6c9e-6f0f-4a3a-9d7e-0c6a1a8e7a55")
        String id,

        @Schema(
                description = "The environment that it is named for, which may exist again under another id; null: its"
                        + " name is none of the service's.",
                example = "dev")
        @Nullable
        String environment,

        @Schema(description = "When a sweep of the account first saw it.")
        Instant seenSince,

        @Schema(description = "What to do about it.") String remedy) {}
