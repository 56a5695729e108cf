package io.tableflow.iam.aws;

/**
 * A policy that was just created.
 *
 * @param versionId its first version, {@code v1}
 */
public record CreatedPolicy(String arn, String versionId) {}
