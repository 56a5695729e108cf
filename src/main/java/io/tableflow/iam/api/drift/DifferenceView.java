package io.tableflow.iam.api.drift;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.status.Difference;
import org.jspecify.annotations.Nullable;

/** A difference as callers see it. */
@Schema(name = "Difference", description = "One way in which live IAM is not what the spec renders.")
record DifferenceView(
        @Schema(description = "Which thing.", example = "role dev-confluent-role")
        String resource,

        @Schema(description = "How it differs.") Difference.Kind kind,

        @Schema(description = "What should be there; null: nothing.") @Nullable
        String expected,

        @Schema(description = "What is there; null: nothing.") @Nullable
        String actual,

        @Schema(description = "Whether it lets in others than Confluent's principal.")
        boolean critical) {

    static DifferenceView of(Difference difference) {
        return new DifferenceView(
                difference.resource(),
                difference.kind(),
                difference.expected(),
                difference.actual(),
                difference.critical());
    }
}
