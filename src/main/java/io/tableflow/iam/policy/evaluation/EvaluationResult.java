package io.tableflow.iam.policy.evaluation;

import java.util.List;
import java.util.SortedSet;

/**
 * The answer to a request.
 *
 * @param sentence the decision in the words of AWS's own messages
 * @param because the statements that decided: those that deny, or those that allow
 * @param trace every statement that was evaluated
 * @param missingContext the condition keys that are not known and on which the decision depends
 * @param nearMisses the statements that would have allowed it if one element were different
 * @param assumptions what was taken to hold, in sentences
 */
public record EvaluationResult(
        AccessDecision decision,
        String sentence,
        List<StatementMatch> because,
        List<StatementMatch> trace,
        SortedSet<String> missingContext,
        List<StatementMatch> nearMisses,
        List<String> assumptions) {}
