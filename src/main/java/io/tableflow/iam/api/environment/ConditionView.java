package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.status.Condition;
import java.time.Instant;

/** A condition as callers see it. */
@Schema(
        name = "Condition",
        description = "One aspect of an environment's status, in the style of Kubernetes' conditions.")
public record ConditionView(
        @Schema(description = "The condition's name.") Condition.ConditionType type,

        @Schema(description = "Whether the condition is met; Unknown until it was checked.", example = "True")
        Condition.Status status,

        @Schema(description = "Why, in one CamelCase word for programs.", example = "RoleCreated")
        String reason,

        @Schema(description = "Why, in a sentence for people.")
        String message,

        @Schema(description = "When the status last changed.")
        Instant lastTransitionTime) {

    static ConditionView of(Condition condition) {
        return new ConditionView(
                condition.type(),
                condition.status(),
                condition.reason(),
                condition.message(),
                condition.lastTransitionTime());
    }
}
