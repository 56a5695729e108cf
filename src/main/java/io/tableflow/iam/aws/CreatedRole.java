package io.tableflow.iam.aws;

/**
 * A role that was just created.
 *
 * @param id its unique id, {@code AROA...}: another role of the same name has another
 */
public record CreatedRole(String arn, String id) {}
