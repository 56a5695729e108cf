package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec.DeletionPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A spec as callers see it. */
@Schema(
        name = "EnvironmentSpec",
        description = "The desired configuration, with the defaults at the time when it was accepted.")
public record EnvironmentSpecView(
        @Schema(description = "The name of the environment, and a part of its resources' names.", example = "dev")
        String name,

        @Schema(description = "The AWS account; null: the account of the service's own credentials.") @Nullable
        String accountId,

        @Schema(
                description = "The regions whose Glue catalog the role may use; the first is primary.",
                example = "[\"eu-central-1\"]")
        List<String> regions,

        @Schema(description = "The bucket that Tableflow writes to.", example = "dev-confluent-topics-backup")
        String bucket,

        @Schema(description = "The keys of a bucket with SSE-KMS.")
        List<String> kmsKeyArns,

        @Schema(description = "Tags of the role and the policies, beside the service's own.")
        Map<String, String> tags,

        @Schema(description = "The role's permissions boundary.") @Nullable
        String permissionsBoundaryArn,

        @Schema(description = "The role's maximum session duration in seconds.", example = "3600")
        int maxSessionDurationSeconds,

        @Schema(description = "Further restrictions of the trust; null: none.") @Nullable
        TrustConditionsView trustConditions,

        @Schema(description = "The Glue databases that the role may use; null: the whole catalog of each region.")
        @Nullable
        List<String> glueDatabases,

        @Schema(
                description =
                        "Where at Confluent the service creates the provider integration itself; null: it waits for"
                                + " a callback.")
        @Nullable
        ConfluentSpecView confluent,

        @Schema(description = "What a DELETE does.") DeletionPolicy deletionPolicy,

        @Schema(description = "Whether an existing role and existing policies may be adopted.")
        boolean adoptExisting,

        @Schema(description = "Whether an adoption may shut out somebody whom the role's trust lets in.")
        boolean revokeExistingAccess) {

    static EnvironmentSpecView of(EnvironmentSpec spec) {
        return new EnvironmentSpecView(
                spec.name(),
                spec.accountId(),
                spec.regions(),
                spec.bucket(),
                spec.kmsKeyArns(),
                spec.tags(),
                spec.permissionsBoundaryArn(),
                spec.maxSessionDurationSeconds(),
                TrustConditionsView.of(spec.trustConditions()),
                // An empty list is refused in a request: what is shown can be sent again as it is.
                spec.glueDatabases().isEmpty() ? null : spec.glueDatabases(),
                ConfluentSpecView.of(spec.confluent()),
                spec.deletionPolicy(),
                spec.adoptExisting(),
                spec.revokeExistingAccess());
    }
}
