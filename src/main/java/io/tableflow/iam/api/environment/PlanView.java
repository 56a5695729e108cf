package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.planning.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as callers see it. */
@Schema(name = "Plan", description = "What a request would do without dryRun.")
record PlanView(
        @Schema(description = "The environment's name.", example = "dev")
        String environment,

        @Schema(description = "The spec with its defaults.") EnvironmentSpecView spec,

        @Schema(description = "The resources in IAM, and what would be done with each.")
        List<Change> changes,

        @Schema(
                description = "Warnings, for example of documents that AWS may refuse for their size, or of what others"
                        + " attached to the role.")
        List<String> warnings) {

    /** One change. */
    @Schema(name = "PlannedChange", description = "What would be done with one resource in IAM.")
    public record Change(
            @Schema(description = "The resource.", example = "role dev-confluent-role")
            String resource,

            @Schema(description = "What would be done with it.")
            Plan.Action action,

            @Schema(description = "The present value.") @Nullable
            String before,

            @Schema(description = "The new value.") @Nullable
            String after,

            @Schema(description = "The difference, line by line, as diff -u shows it.") @Nullable
            String diff,

            @Schema(description = "What would make the request fail.") @Nullable
            String conflict) {

        static Change of(Plan.Change change) {
            return new Change(
                    change.resource(),
                    change.action(),
                    change.before(),
                    change.after(),
                    change.diff(),
                    change.conflict());
        }
    }

    static PlanView of(Plan plan) {
        return new PlanView(
                plan.environment(),
                EnvironmentSpecView.of(plan.spec()),
                plan.changes().stream().map(Change::of).toList(),
                plan.warnings());
    }
}
