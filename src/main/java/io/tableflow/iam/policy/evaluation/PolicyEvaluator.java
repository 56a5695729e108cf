package io.tableflow.iam.policy.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Decides as AWS does whether a request is allowed, from documents alone. It calls nothing, builds no regular expressions of what
 * documents say, and its work is bounded by (length of the documents) x (length of the request's values).
 */
public final class PolicyEvaluator {

    private static final List<AccessDecision> WORST_FIRST = List.of(
            AccessDecision.EXPLICIT_DENY,
            AccessDecision.IMPLICIT_DENY,
            AccessDecision.UNDETERMINED,
            AccessDecision.CONDITIONAL,
            AccessDecision.ALLOWED);

    private PolicyEvaluator() {}

    /** The decision on a request, of which each action that it takes must be allowed. */
    public static EvaluationResult evaluate(EvaluationRequest request, PolicySet policies) {
        if (StsRules.isAlwaysAllowed(request)) {
            return withoutPolicies(
                    AccessDecision.ALLOWED,
                    DecisionWords.who(request, "is authorized") + " because no policy can deny the " + request.action()
                            + " action");
        }
        return StsRules.refusal(request)
                .map(clause -> withoutPolicies(AccessDecision.IMPLICIT_DENY, DecisionWords.refused(request, clause)))
                .orElseGet(() -> byPolicies(request, policies));
    }

    private static EvaluationResult byPolicies(EvaluationRequest request, PolicySet policies) {
        List<ActionEvaluation> actions = StsRules.actions(request).stream()
                .map(action -> new ActionEvaluation(action, policies))
                .toList();
        ActionEvaluation worst =
                Collections.min(actions, Comparator.comparingInt(action -> WORST_FIRST.indexOf(action.decision())));
        List<StatementMatch> trace = new ArrayList<>();
        actions.forEach(action -> trace.addAll(action.trace()));
        return result(worst, trace);
    }

    private static EvaluationResult result(ActionEvaluation evaluation, List<StatementMatch> trace) {
        AccessDecision decision = evaluation.decision();
        DecisionWords words = new DecisionWords(evaluation);
        boolean isOpen = decision == AccessDecision.CONDITIONAL || decision == AccessDecision.UNDETERMINED;
        boolean isDenied = decision == AccessDecision.IMPLICIT_DENY;
        return new EvaluationResult(
                decision,
                words.sentence(decision),
                because(decision, evaluation),
                List.copyOf(trace),
                isOpen ? words.missing() : new TreeSet<>(),
                isDenied
                        ? evaluation.trace().stream()
                                .filter(StatementMatch::isNearMiss)
                                .toList()
                        : List.of(),
                words.assumptions(decision));
    }

    private static List<StatementMatch> because(AccessDecision decision, ActionEvaluation evaluation) {
        return switch (decision) {
            case EXPLICIT_DENY ->
                evaluation.denials().stream()
                        .filter(it -> it.match() == Match.MATCHED)
                        .toList();
            case IMPLICIT_DENY -> List.of();
            case ALLOWED, CONDITIONAL, UNDETERMINED ->
                evaluation.trace().stream()
                        .filter(it -> it.match() != Match.NOT_MATCHED)
                        .toList();
        };
    }

    private static EvaluationResult withoutPolicies(AccessDecision decision, String sentence) {
        return new EvaluationResult(decision, sentence, List.of(), List.of(), new TreeSet<>(), List.of(), List.of());
    }
}
