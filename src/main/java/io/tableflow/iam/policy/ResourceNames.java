package io.tableflow.iam.policy;

import java.util.Optional;

/**
 * The names of everything that is made for one environment. They are the Terraform module's, so that what it made can
 * be adopted.
 *
 * @param environment the environment's name, such as {@code dev}
 */
public record ResourceNames(String environment) {

    private static final String ROLE_SUFFIX = "-confluent-role";

    /** The role that Confluent assumes. */
    public String role() {
        return environment + ROLE_SUFFIX;
    }

    /** The managed policy that opens the bucket. */
    public String s3Policy() {
        return environment + "-confluent-tableflow-s3-permission";
    }

    /** The managed policy that opens the Glue catalog. */
    public String gluePolicy() {
        return environment + "-confluent-tableflow-connection";
    }

    /** The bucket of an environment that names none. */
    public String defaultBucket() {
        return environment + "-confluent-topics-backup";
    }

    /** The environment that a role of this name belongs to; empty where the name is not one of ours. */
    public static Optional<String> environmentOfRole(String roleName) {
        return roleName.length() > ROLE_SUFFIX.length() && roleName.endsWith(ROLE_SUFFIX)
                ? Optional.of(roleName.substring(0, roleName.length() - ROLE_SUFFIX.length()))
                : Optional.empty();
    }
}
