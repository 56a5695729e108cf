package io.tableflow.iam.policy.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

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
        List<String> assumptions) {

    /**
     * The answer where a policy that bears on the request can't be read.
     *
     * @param why a clause
     */
    public static EvaluationResult undetermined(EvaluationRequest request, String why) {
        return new EvaluationResult(
                AccessDecision.UNDETERMINED,
                DecisionWords.who(request, "may be authorized") + ": " + why,
                List.of(),
                List.of(),
                new TreeSet<>(),
                List.of(),
                List.of());
    }

    /** The same, with one more assumption. */
    public EvaluationResult assuming(String assumption) {
        List<String> more = new ArrayList<>(assumptions);
        more.add(assumption);
        return new EvaluationResult(decision, sentence, because, trace, missingContext, nearMisses, List.copyOf(more));
    }
}
