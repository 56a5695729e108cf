package io.tableflow.iam.policy;

import java.util.Optional;

/**
 * The names of an environment's resources. They are the Terraform module's, so that the module's resources can be
 * adopted.
 *
 * @param environment the environment's name, such as {@code dev}
 */
public record ResourceNames(String environment) {

    private static final String ROLE_SUFFIX = "-confluent-role";
    private static final String S3_SUFFIX = "-confluent-tableflow-s3-permission";
    private static final String GLUE_SUFFIX = "-confluent-tableflow-connection";

    /** The role that Confluent assumes. */
    public String role() {
        return environment + ROLE_SUFFIX;
    }

    /** The managed policy that allows access to the bucket. */
    public String s3Policy() {
        return environment + S3_SUFFIX;
    }

    /** The managed policy that allows access to the Glue catalog. */
    public String gluePolicy() {
        return environment + GLUE_SUFFIX;
    }

    /** The bucket of an environment whose spec names none. */
    public String defaultBucket() {
        return environment + "-confluent-topics-backup";
    }

    /** The description of the role and of both policies. A policy's never changes: IAM has no call for it. */
    public String description() {
        return "Confluent Tableflow, environment " + environment;
    }

    /** The environment that a role with this name belongs to; empty if the name is not one of ours. */
    public static Optional<String> environmentOfRole(String roleName) {
        return withoutSuffix(roleName, ROLE_SUFFIX);
    }

    /**
     * The environment that a managed policy with this name and kind belongs to; empty if the name is not one of ours.
     */
    public static Optional<String> environmentOfPolicy(String policyName, ResourceKind kind) {
        return switch (kind) {
            case S3_POLICY -> withoutSuffix(policyName, S3_SUFFIX);
            case GLUE_POLICY -> withoutSuffix(policyName, GLUE_SUFFIX);
            case ROLE -> Optional.empty();
        };
    }

    private static Optional<String> withoutSuffix(String name, String suffix) {
        return name.length() > suffix.length() && name.endsWith(suffix)
                ? Optional.of(name.substring(0, name.length() - suffix.length()))
                : Optional.empty();
    }
}
