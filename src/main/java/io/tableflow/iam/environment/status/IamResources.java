package io.tableflow.iam.environment.status;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.ResourceNames;
import org.jspecify.annotations.Nullable;

/** What was made in IAM for one environment. */
@Schema(
        name = "Resources",
        description = "What is made in IAM for one environment: the names are known at once, the rest once it stands.")
public record IamResources(
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
                    description = "Its ARN; null until it stands.",
                    example = "arn:aws:iam::123456789012:role/dev-confluent-role")
            @Nullable
            String arn) {}

    /** A customer managed policy. */
    @Schema(name = "PolicyResource", description = "A customer managed policy.")
    public record Policy(
            @Schema(description = "Its name.", example = "dev-confluent-tableflow-s3-permission")
            String name,

            @Schema(
                    description = "Its ARN; null until it stands.",
                    example = "arn:aws:iam::123456789012:policy/dev-confluent-tableflow-s3-permission")
            @Nullable
            String arn,

            @Schema(description = "Its default version; null until it stands.", example = "v1") @Nullable
            String versionId) {}

    public static IamResources named(ResourceNames names) {
        return new IamResources(
                new Role(names.role(), null),
                new Policy(names.s3Policy(), null, null),
                new Policy(names.gluePolicy(), null, null));
    }

    public IamResources withRole(String arn) {
        return new IamResources(new Role(role.name(), arn), s3Policy, gluePolicy);
    }

    /** With one of the two policies as it exists now. */
    public IamResources withPolicy(PolicyKind kind, String arn, String versionId) {
        return switch (kind) {
            case S3 -> new IamResources(role, new Policy(s3Policy.name(), arn, versionId), gluePolicy);
            case GLUE -> new IamResources(role, s3Policy, new Policy(gluePolicy.name(), arn, versionId));
            case TRUST -> throw new IllegalArgumentException("The trust is no policy of its own");
        };
    }
}
