package io.tableflow.iam.environment;

/** Where an environment stands. An environment that is gone has no row, so that its name can be used again. */
public enum EnvironmentState {
    /** Accepted; role and policies are being made. Nobody can assume the role. */
    PROVISIONING,
    /** Role and policies stand, the role denies everyone; Confluent's callback is awaited. */
    AWAITING_INTEGRATION,
    /** The trust is being changed to what the latest integration asks for. */
    UPDATING_TRUST,
    /** Confluent's principal, and nobody else, can assume the role. */
    ACTIVE,
    /** Live IAM is being changed to a new spec, or back to the present one. */
    UPDATING,
    /** Nothing goes on without somebody's help; a retry goes on where it stopped. */
    FAILED,
    /** Being torn down. */
    DELETING
}
