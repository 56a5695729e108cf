package io.tableflow.iam.environment.status;

import java.time.Instant;

/**
 * One aspect of an environment's status, in the style of Kubernetes' conditions.
 *
 * @param status {@code Unknown} until it was looked at
 * @param reason one CamelCase word for programs
 * @param message a sentence for people
 * @param lastTransitionTime when the status last changed
 */
public record Condition(ConditionType type, Status status, String reason, String message, Instant lastTransitionTime) {

    /** The conditions that every environment has, and those that only some have. */
    public enum ConditionType {
        /** The role exists and carries our id. */
        RoleReady,
        /** Both policies are attached to it. */
        PoliciesAttached,
        /** The trust is exactly the one for the latest integration. */
        TrustEstablished,
        /** Observed IAM equals the desired state. */
        InSync,
        /** What was written has been read back, and by the live trust Confluent gets in and nobody else does. */
        Verified,
        /** Somebody undoes what is repaired. Only an environment has it of which this is so. */
        Contested,
        /**
         * Confluent has the provider integration that the trust is for. Only an environment has it whose integration the
         * service makes itself, or of which a look at Confluent Cloud had something to say.
         */
        IntegrationReady,
        /**
         * Confluent reports no problem with the Tableflow topics and catalog integrations that use the integration. Only an environment
         * has it of which Confluent was asked that.
         */
        TableflowHealthy
    }

    /** Kubernetes' three values. */
    public enum Status {
        True,
        False,
        Unknown
    }

    /** The same condition observed again: the transition time only changes if the status does. */
    public Condition seenAgain(Status status, String reason, String message, Instant now) {
        return new Condition(type, status, reason, message, status == this.status ? lastTransitionTime : now);
    }
}
