package io.tableflow.iam.api.drift;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.status.Difference;
import org.jspecify.annotations.Nullable;

/** A difference as callers see it. */
@Schema(name = "Difference", description = "A difference between desired and observed IAM.")
record DifferenceView(
        @Schema(description = "The resource.", example = "role dev-confluent-role")
        String resource,

        @Schema(description = "How it differs.") Difference.Kind kind,

        @Schema(description = "The desired value; null: nothing.") @Nullable
        String expected,

        @Schema(description = "The observed value; null: nothing.") @Nullable
        String actual,

        @Schema(
                description =
                        "Whether it lets in anybody but Confluent's principal, or a policy allows more than it is to.")
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
