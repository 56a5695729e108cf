package io.tableflow.iam.api.compliance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.compliance.RuleResult;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;

/** What became of a rule, as callers see it. */
@Schema(name = "RuleResult", description = "What became of a rule for an environment.")
record RuleResultView(
        @Schema(description = "The environment's name.", example = "dev")
        String environment,

        @Schema(description = "The rule's id, which never changes.", example = "TFI-ROLE-104")
        String id,

        @Schema(
                description = "A sentence that is true when the rule passes.",
                example = "No policy of others is attached to the role")
        String title,

        @Schema(description = "How bad it is if the rule fails.")
        RuleSeverity severity,

        @Schema(description = "What became of it.") RuleStatus status,

        @Schema(
                description = "What was seen, in a sentence.",
                example = "Only the environment's own policies are attached.")
        String evidence,

        @Schema(
                description = "What to do where it fails.",
                example = "Detach it, or have whoever needs it use a role of their own.")
        String remedy,

        @Schema(description = "Whose rule it is: names, and a URL.")
        String source) {

    static RuleResultView of(String environment, RuleResult result) {
        return new RuleResultView(
                environment,
                result.rule().id(),
                result.rule().title(),
                result.rule().severity(),
                result.status(),
                result.evidence(),
                result.rule().remedy(),
                result.rule().source());
    }
}
