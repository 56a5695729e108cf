package io.tableflow.iam.console.environment;

import io.tableflow.iam.policy.evaluation.AccessDecision;
import io.tableflow.iam.policy.evaluation.EvaluationResult;
import io.tableflow.iam.policy.evaluation.StatementMatch;
import java.util.List;
import java.util.Set;

/**
 * The answer to a question on access, as its page shows it.
 *
 * @param tone as in {@link io.tableflow.iam.console.page.StateWords}
 * @param statements those that decide; where nothing allows it, those that would if one element were different
 */
record AccessAnswer(
        AccessDecision decision,
        String tone,
        String sentence,
        List<StatementMatch> statements,
        Set<String> missing,
        List<String> assumptions) {

    static AccessAnswer of(EvaluationResult result) {
        boolean isNobodysGrant = result.decision() == AccessDecision.IMPLICIT_DENY;
        return new AccessAnswer(
                result.decision(),
                switch (result.decision()) {
                    case ALLOWED -> "ok";
                    case EXPLICIT_DENY, IMPLICIT_DENY -> "bad";
                    case CONDITIONAL, UNDETERMINED -> "warn";
                },
                result.sentence(),
                isNobodysGrant ? result.nearMisses() : result.because(),
                result.missingContext(),
                result.assumptions());
    }
}
