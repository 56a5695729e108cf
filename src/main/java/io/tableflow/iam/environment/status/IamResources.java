package io.tableflow.iam.environment.status;

import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.ResourceNames;
import org.jspecify.annotations.Nullable;

/** The resources of one environment in IAM. Their names are known at once, the rest once they exist. */
public record IamResources(Role role, Policy s3Policy, Policy gluePolicy) {

    /**
     * The role that Confluent assumes.
     *
     * @param arn null until it exists
     */
    public record Role(String name, @Nullable String arn) {}

    /**
     * A customer managed policy.
     *
     * @param arn null until it exists
     * @param versionId its default version; null until it exists
     */
    public record Policy(
            String name, @Nullable String arn, @Nullable String versionId) {}

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
    public IamResources withPolicy(ResourceKind kind, String arn, String versionId) {
        return switch (kind) {
            case S3_POLICY -> new IamResources(role, new Policy(s3Policy.name(), arn, versionId), gluePolicy);
            case GLUE_POLICY -> new IamResources(role, s3Policy, new Policy(gluePolicy.name(), arn, versionId));
            case ROLE -> throw new IllegalArgumentException("The role is no policy");
        };
    }
}
