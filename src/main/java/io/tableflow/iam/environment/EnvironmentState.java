package io.tableflow.iam.environment;

import io.swagger.v3.oas.annotations.media.Schema;

/** Where an environment stands. An environment that is gone has no row, so that its name can be used again. */
@Schema(enumAsRef = true, description = """
        Where an environment stands.

        - `PROVISIONING`: accepted; role and policies are being made, and nobody can assume the role
        - `AWAITING_INTEGRATION`: role and policies stand, the role denies everyone; Confluent's callback is awaited
        - `UPDATING_TRUST`: the trust is being changed to what the latest integration asks for
        - `ACTIVE`: Confluent's principal, and nobody else, can assume the role
        - `UPDATING`: live IAM is being changed to a new spec, or back to the present one
        - `FAILED`: nothing goes on without somebody's help; a retry goes on where it stopped
        - `DELETING`: being torn down
        """)
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
