package io.tableflow.iam.api.accesscheck;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.policy.evaluation.AccessDecision;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.StatementMatch;
import java.util.List;

/** The answer to a question on access. */
@Schema(name = "AccessCheck", description = "Whether AWS would allow a request, and why.")
record AccessCheckView(
        @Schema(description = "Whether it is allowed.") AccessDecision decision,

        @Schema(
                description = "The decision, in the words of AWS's own messages.",
                example = "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: sts:AssumeRole on"
                        + " resource: arn:aws:iam::123456789012:role/dev-confluent-role because no role trust policy"
                        + " allows the sts:AssumeRole action")
        String sentence,

        @Schema(
                description =
                        "The statements that decide: those that deny or allow it, and for IMPLICIT_DENY those that"
                                + " would allow it if one of their elements were different.")
        List<AccessCheckStatementView> because,

        @Schema(description = "The condition keys that are not known, and on which the decision depends.")
        List<String> missingContext,

        @Schema(description = "What was taken to hold, as it cannot be seen.")
        List<String> assumptions) {

    static AccessCheckView of(EvaluationResult result) {
        List<StatementMatch> because =
                result.decision() == AccessDecision.IMPLICIT_DENY ? result.nearMisses() : result.because();
        return new AccessCheckView(
                result.decision(),
                result.sentence(),
                because.stream().map(AccessCheckStatementView::of).toList(),
                List.copyOf(result.missingContext()),
                result.assumptions());
    }
}
