package io.tableflow.iam.environment.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.ResourceNames;
import org.jspecify.annotations.Nullable;

/** The resources of one environment in IAM. Their names are known at once, the rest once they exist. */
public record IamResources(Role role, Policy s3Policy, Policy gluePolicy) {

    /**
     * The role that Confluent assumes.
     *
     * @param arn null until it exists
     * @param id {@code AROA...}, which another role of the same name never has; null until it is known, as in rows of
     *     versions before
     */
    public record Role(
            String name,
            @Nullable String arn,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String id) {}

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
                new Role(names.role(), null, null),
                new Policy(names.s3Policy(), null, null),
                new Policy(names.gluePolicy(), null, null));
    }

    public IamResources withRole(String arn, String id) {
        return new IamResources(new Role(role.name(), arn, id), s3Policy, gluePolicy);
    }

    /** Without a resource that the environment has deleted or let go: what has its name from now on is somebody else's. */
    public IamResources without(ResourceKind kind) {
        return switch (kind) {
            case ROLE -> new IamResources(new Role(role.name(), null, null), s3Policy, gluePolicy);
            case S3_POLICY -> new IamResources(role, new Policy(s3Policy.name(), null, null), gluePolicy);
            case GLUE_POLICY -> new IamResources(role, s3Policy, new Policy(gluePolicy.name(), null, null));
        };
    }

    /** The ARN of a resource; null until it exists. */
    public @Nullable String arn(ResourceKind kind) {
        return switch (kind) {
            case ROLE -> role.arn();
            case S3_POLICY -> s3Policy.arn();
            case GLUE_POLICY -> gluePolicy.arn();
        };
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
