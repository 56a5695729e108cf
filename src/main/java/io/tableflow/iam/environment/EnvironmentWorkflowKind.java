package io.tableflow.iam.environment;

/** The workflows of an environment, of which one is active at a time. {@code REPAIR} is a reconcile. */
public enum EnvironmentWorkflowKind {
    /** Creates a role that denies everyone, and its policies. */
    PROVISION,
    /** Changes the trust to what the latest integration asks for. */
    UPDATE_TRUST,
    /** Changes live IAM to a new spec. */
    UPDATE,
    /** Changes live IAM back to the present spec. */
    REPAIR,
    /** Deletes everything that is ours, or releases it. */
    TEARDOWN
}
