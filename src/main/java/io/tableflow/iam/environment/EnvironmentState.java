package io.tableflow.iam.environment;

/** The state of an environment. One that was deleted has no row, so that its name can be used again. */
public enum EnvironmentState {
    /** Accepted; role and policies are being created. Nobody can assume the role. */
    PROVISIONING,
    /** Role and policies exist, and the role denies everyone until Confluent's integration is known. */
    AWAITING_INTEGRATION,
    /** The trust is being changed to what the latest integration asks for. */
    UPDATING_TRUST,
    /** Confluent's principal, and nobody else, can assume the role. */
    ACTIVE,
    /** Live IAM is being changed to a new spec, or back to the present one. */
    UPDATING,
    /** A workflow failed, and waits for an operator; a retry continues where it stopped. */
    FAILED,
    /** Being torn down. */
    DELETING
}
