package io.tableflow.iam.environment;

/** What can be done to an environment, one at a time. */
public enum EnvironmentWorkflowKind {
    /** From nothing to a role that denies everyone, with its policies. */
    PROVISION,
    /** The trust to what the latest integration asks for. */
    UPDATE_TRUST,
    /** Live IAM to a new spec. */
    UPDATE,
    /** Live IAM back to the present spec. */
    REPAIR,
    /** Everything that is ours away. */
    TEARDOWN
}
