package io.tableflow.iam.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumSet;
import java.util.Set;

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
    DELETING;

    private Set<EnvironmentState> successors() {
        return switch (this) {
            case PROVISIONING -> EnumSet.of(AWAITING_INTEGRATION, FAILED, DELETING);
            case AWAITING_INTEGRATION -> EnumSet.of(UPDATING_TRUST, UPDATING, FAILED, DELETING);
            case UPDATING_TRUST -> EnumSet.of(UPDATING_TRUST, UPDATING, ACTIVE, FAILED, DELETING);
            case ACTIVE -> EnumSet.of(UPDATING_TRUST, UPDATING, FAILED, DELETING);
            case UPDATING -> EnumSet.of(AWAITING_INTEGRATION, UPDATING_TRUST, ACTIVE, FAILED, DELETING);
            case FAILED -> EnumSet.of(PROVISIONING, UPDATING_TRUST, UPDATING, DELETING);
            case DELETING -> EnumSet.of(DELETING, FAILED);
        };
    }

    /** The one place that says which change of state is possible. */
    boolean canBecome(EnvironmentState next) {
        return successors().contains(next);
    }
}
