package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.compliance.RuleResult;
import io.tableflow.iam.compliance.RuleSeverity;
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
        List<String> warnings,

        @Schema(description = "What would become of the rules of compliance.")
        Compliance compliance) {

    /** What would become of the rules. */
    @Schema(name = "PlannedCompliance", description = "What a request would do to compliance.")
    public record Compliance(
            @Schema(description = "The rules that would fail then and do not now; of a deletion, none.")
            List<FailingRule> newlyFailing) {}

    /** One rule that would fail. */
    @Schema(name = "NewlyFailingRule", description = "A rule that would fail then and does not now.")
    public record FailingRule(
            @Schema(description = "The rule's id.", example = "TFI-POLICY-205")
            String id,

            @Schema(
                    description = "A sentence that would no longer be true.",
                    example = "The role may use the keys of the spec and no others, and they are in its regions")
            String title,

            @Schema(description = "How bad that is.") RuleSeverity severity,

            @Schema(description = "Why it would fail.") String evidence,

            @Schema(description = "What to do about it.") String remedy) {

        static FailingRule of(RuleResult result) {
            return new FailingRule(
                    result.rule().id(),
                    result.rule().title(),
                    result.rule().severity(),
                    result.evidence(),
                    result.rule().remedy());
        }
    }

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

    static PlanView of(Plan plan, List<RuleResult> newlyFailing) {
        return new PlanView(
                plan.environment(),
                EnvironmentSpecView.of(plan.spec()),
                plan.changes().stream().map(Change::of).toList(),
                plan.warnings(),
                new Compliance(newlyFailing.stream().map(FailingRule::of).toList()));
    }
}
