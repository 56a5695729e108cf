package io.tableflow.iam.aws;

/**
 * A role that was just created.
 *
 * @param id {@code AROA...}: a role that is created again with the same name has another one
 */
public record CreatedRole(String arn, String id) {}
