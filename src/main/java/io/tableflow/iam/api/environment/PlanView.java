package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.planning.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as callers see it. */
@Schema(name = "Plan", description = "What a request would do, had it not been a dry run.")
record PlanView(
        @Schema(description = "The environment's name.", example = "dev")
        String environment,

        @Schema(description = "The spec with its defaults.") EnvironmentSpecView spec,

        @Schema(description = "Each thing in IAM, and what would become of it.")
        List<Change> changes,

        @Schema(
                description = "What is worth knowing before: documents that AWS may refuse for their size, what others"
                        + " hung on the role.")
        List<String> warnings) {

    /** One change. */
    @Schema(name = "PlannedChange", description = "What would become of one thing in IAM.")
    public record Change(
            @Schema(description = "Which thing.", example = "role dev-confluent-role")
            String resource,

            @Schema(description = "What would become of it.")
            Plan.Action action,

            @Schema(description = "How it stands.") @Nullable
            String before,

            @Schema(description = "How it would stand.") @Nullable
            String after,

            @Schema(description = "The difference, line by line, as diff -u shows it.") @Nullable
            String diff,

            @Schema(description = "Why it would not work as things are.") @Nullable
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
