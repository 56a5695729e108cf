package io.tableflow.iam.environment;

/** What can be done to an environment, one at a time. */
public enum WorkflowKind {
    /** From nothing to a role that denies everyone, with its policies. */
    PROVISION(EnvironmentState.PROVISIONING),
    /** The trust to what the latest integration asks for. */
    UPDATE_TRUST(EnvironmentState.UPDATING_TRUST),
    /** Live IAM to a new spec. */
    UPDATE(EnvironmentState.UPDATING),
    /** Live IAM back to the present spec. */
    REPAIR(EnvironmentState.UPDATING),
    /** Everything that is ours away. */
    TEARDOWN(EnvironmentState.DELETING);

    private final EnvironmentState during;

    WorkflowKind(EnvironmentState during) {
        this.during = during;
    }

    /** The environment's state while such a workflow is active. */
    EnvironmentState during() {
        return during;
    }
}
