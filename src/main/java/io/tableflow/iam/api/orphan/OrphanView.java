package io.tableflow.iam.api.orphan;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A role, a policy or a provider integration without an environment, as callers see it. */
@Schema(
        name = "Orphan",
        description = "What belongs to no environment: a role or policy that carries the service's tags, or a provider"
                + " integration that a deletion has left at Confluent.")
record OrphanView(
        @Schema(description = "What it is.") Kind kind,

        @Schema(description = "The AWS account.", example = "123456789012")
        String account,

        @Schema(
                description =
                        "The ARN. For a provider integration that of the role which it is for; the role may be gone.",
                example = "arn:aws:iam::123456789012:role/dev-confluent-role")
        String arn,

        @Schema(
                description = "The id of the environment that it is of, for a role or policy as in the tag"
                        + " `tableflow-iam:environment-id`. No environment has it any more.",
                example = "0f0b6c9e-6f0f-4a3a-9d7e-0c6a1a8e7a55")
        String id,

        @Schema(
                description = "The environment that it is named for, which may exist again under another id; null: its"
                        + " name is none of the service's.",
                example = "dev")
        @Nullable
        String environment,

        @Schema(description = "When a sweep of the account first saw it; for a provider integration when it was left.")
        Instant seenSince,

        @Schema(description = "The provider integration; null for a role or policy.") @Nullable
        Integration integration,

        @Schema(description = "What to do about it.") String remedy) {

    /** Its place in the list. A role's name has no colon. */
    String position() {
        return integration == null ? arn : arn + ":" + integration.confluentEnvironmentId();
    }

    /** What something is that belongs to no environment. */
    @Schema(name = "OrphanKind", description = """
            What something is that belongs to no environment.

            - `ROLE`: a role in IAM with the service's tags
            - `POLICY`: a policy in IAM with the service's tags
            - `PROVIDER_INTEGRATION`: a provider integration at Confluent that a forced or abandoned deletion has left there
            """)
    enum Kind {
        ROLE,
        POLICY,
        PROVIDER_INTEGRATION
    }

    /** A provider integration that was left at Confluent. */
    @Schema(name = "OrphanedIntegration", description = "A provider integration that a deletion has left at Confluent.")
    record Integration(
            @Schema(
                    description = "Its id; null: not known, since Confluent could not be asked. Then there may also be"
                            + " none: a later look says which.",
                    example = "cspi-42o61")
            @Nullable
            String id,

            @Schema(description = "The Confluent environment that it is in.", example = "env-abc12")
            String confluentEnvironmentId,

            @Schema(description = "Who forced the deletion, or abandoned the environment.", example = "alice")
            String leftBy,

            @Schema(
                    description = "Why it was not deleted.",
                    example = "The environment was abandoned, for which nobody is called.")
            String why,

            @Schema(description = "When Confluent last had it, since it was left; null: it was not seen since.")
            @Nullable
            Instant confirmedAt) {}
}
