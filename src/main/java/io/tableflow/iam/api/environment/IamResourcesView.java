package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.status.IamResources;
import org.jspecify.annotations.Nullable;

/** An environment's resources in IAM, as callers see them. */
@Schema(
        name = "Resources",
        description =
                "The resources of an environment in IAM. The names are known at once, the rest once they" + " exist.")
public record IamResourcesView(
        @Schema(description = "The role that Confluent assumes.")
        Role role,

        @Schema(description = "What the role may do in the bucket.")
        Policy s3Policy,

        @Schema(description = "What the role may do in the Glue catalog.")
        Policy gluePolicy) {

    /** The role that Confluent assumes. */
    @Schema(name = "RoleResource", description = "The role that Confluent assumes.")
    public record Role(
            @Schema(description = "Its name.", example = "dev-confluent-role")
            String name,

            @Schema(
                    description = "Its ARN; null until it exists.",
                    example = "arn:aws:iam::123456789012:role/dev-confluent-role")
            @Nullable
            String arn,

            @Schema(
                    description =
                            "Its unique id. A role that is created again has another one, which policies that name"
                                    + " the old one don't let in; null until it is known.",
                    example = "AROAEXAMPLEEXAMPLEEXA")
            @Nullable
            String id) {

        static Role of(IamResources.Role role) {
            return new Role(role.name(), role.arn(), role.id());
        }
    }

    /** A customer managed policy. */
    @Schema(name = "PolicyResource", description = "A customer managed policy.")
    public record Policy(
            @Schema(description = "Its name.", example = "dev-confluent-tableflow-s3-permission")
            String name,

            @Schema(
                    description = "Its ARN; null until it exists.",
                    example = "arn:aws:iam::123456789012:policy/dev-confluent-tableflow-s3-permission")
            @Nullable
            String arn,

            @Schema(description = "Its default version; null until it exists.", example = "v1") @Nullable
            String versionId) {

        static Policy of(IamResources.Policy policy) {
            return new Policy(policy.name(), policy.arn(), policy.versionId());
        }
    }

    static IamResourcesView of(IamResources resources) {
        return new IamResourcesView(
                Role.of(resources.role()), Policy.of(resources.s3Policy()), Policy.of(resources.gluePolicy()));
    }
}
