package io.tableflow.iam.environment.status;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** One aspect of an environment's status, in the style of Kubernetes' conditions. */
@Schema(description = "One aspect of an environment's status, in the style of Kubernetes' conditions.")
public record Condition(
        @Schema(description = "Which aspect.") ConditionType type,

        @Schema(description = "Whether it holds; Unknown until it was looked at.", example = "True")
        Status status,

        @Schema(description = "Why, in one CamelCase word for programs.", example = "RoleCreated")
        String reason,

        @Schema(description = "Why, in a sentence for people.")
        String message,

        @Schema(description = "When the status last changed.")
        Instant lastTransitionTime) {

    /** The conditions that every environment has. */
    @Schema(enumAsRef = true, description = """
            The aspects that every environment has.

            - `RoleReady`: the role stands and carries our id
            - `PoliciesAttached`: both policies are attached to it
            - `TrustEstablished`: the trust is exactly what the latest integration asks for
            - `InSync`: live IAM equals what the spec renders
            - `Verified`: what was written was read back
            """)
    public enum ConditionType {
        /** The role exists and carries our id. */
        RoleReady,
        /** Both policies are attached to it. */
        PoliciesAttached,
        /** The trust is exactly the one for the latest integration. */
        TrustEstablished,
        /** Observed IAM equals the desired state. */
        InSync,
        /** What was written has been read back. */
        Verified
    }

    /** Kubernetes' three values. */
    @Schema(name = "ConditionStatus", enumAsRef = true, description = """
            Whether a condition holds.

            - `True`: it holds
            - `False`: it does not
            - `Unknown`: it was not looked at yet
            """)
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
