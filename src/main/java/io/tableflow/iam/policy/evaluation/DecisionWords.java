package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.evaluation.RequestPrincipal.Kind;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A decision in words: the grammar of AWS's own messages (IAM User Guide, "Troubleshoot access denied error messages"). */
record DecisionWords(ActionEvaluation evaluation) {

    String sentence(AccessDecision decision) {
        return switch (decision) {
            case ALLOWED ->
                who(request(), "is authorized") + " because " + allowing().withArticle() + " allows the "
                        + request().action() + " action";
            case EXPLICIT_DENY ->
                who(request(), "is not authorized") + " with an explicit deny in "
                        + evaluation.denials().stream()
                                .filter(it -> it.match() == Match.MATCHED)
                                .findFirst()
                                .orElseThrow()
                                .type()
                                .withArticle();
            case IMPLICIT_DENY -> who(request(), "is not authorized") + " " + implicitly(evaluation.silent());
            case CONDITIONAL -> who(request(), "is authorized") + " only if " + String.join(", and ", conditions());
            case UNDETERMINED ->
                who(request(), "may be authorized") + ": AWS does not document what a condition of its policies means";
        };
    }

    /** The sentence of a refusal that no policy decides. */
    static String refused(EvaluationRequest request, String clause) {
        return who(request, "is not authorized") + " " + clause;
    }

    static String who(EvaluationRequest request, String verdict) {
        return "User: " + request.principal() + " " + verdict + " to perform: " + request.action() + " on resource: "
                + request.resource();
    }

    // AWS reports an action that a level of SCPs does not allow in the words of an explicit deny.
    private String implicitly(PolicyType silent) {
        return silent == PolicyType.SERVICE_CONTROL
                ? "with an explicit deny in " + silent.withArticle()
                : "because no " + silent.words() + " allows the " + request().action() + " action";
    }

    private PolicyType allowing() {
        return evaluation.trace().stream()
                .filter(it -> !it.denies() && it.match() == Match.MATCHED)
                .map(StatementMatch::type)
                .filter(type ->
                        type == PolicyType.ROLE_TRUST || type == PolicyType.RESOURCE || type == PolicyType.IDENTITY)
                .findFirst()
                .orElse(PolicyType.IDENTITY);
    }

    private List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (evaluation.dependsOnUnseenIdentity()) {
            conditions.add("an identity-based policy of its own account allows the "
                    + request().action() + " action");
        }
        if (evaluation.needsResource() && !evaluation.policies().isResourceSeen()) {
            conditions.add("the policy of the resource allows the " + request().action() + " action");
        }
        SortedSet<String> missing = missing();
        if (!missing.isEmpty()) {
            conditions.add("the policies allow what the request has for " + String.join(", ", missing));
        }
        if (conditions.isEmpty()) {
            conditions.add("the policies mean this session of the role");
        }
        return conditions;
    }

    SortedSet<String> missing() {
        SortedSet<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        evaluation.trace().stream()
                .filter(it -> it.match() == Match.UNKNOWN)
                .forEach(it -> missing.addAll(it.missing()));
        return missing;
    }

    List<String> assumptions(AccessDecision decision) {
        List<String> assumptions = new ArrayList<>();
        evaluation.denials().stream()
                .filter(StatementMatch::isAssumed)
                .forEach(it -> assumptions.add("Statement " + it.index() + " of " + it.policy()
                        + " denies: AWS does not document what its condition means, so it is taken to hold."));
        if (decision == AccessDecision.ALLOWED || decision == AccessDecision.CONDITIONAL) {
            ofPrincipal(assumptions);
            ofResource(assumptions);
        }
        return assumptions;
    }

    private void ofPrincipal(List<String> assumptions) {
        RequestPrincipal principal = request().principal();
        PolicySet policies = evaluation.policies();
        if (!principal.isOfAccount()) {
            return;
        }
        if (evaluation.dependsOnUnseenIdentity()) {
            assumptions.add(
                    "The policies of " + principal + " in its own account allow it: they cannot be seen from here.");
        } else if (policies.boundary() == null && principal.kind() != Kind.ROOT) {
            assumptions.add("No permissions boundary limits " + principal + ".");
        }
        if (policies.scps() == null) {
            assumptions.add("No service control policy of the principal's account denies it.");
        }
        boolean isSession = principal.isSessionOfRole() || principal.kind() == Kind.FEDERATED_USER;
        if (policies.session() == null && isSession) {
            assumptions.add("The session has no session policy that limits it.");
        }
        if (principal.kind() == Kind.ROLE_SESSION && isAskedForRole()) {
            assumptions.add("The role of the session has the path /.");
        }
    }

    private boolean isAskedForRole() {
        return request().context().stated("aws:principalarn").isEmpty()
                && evaluation.trace().stream()
                        .flatMap(it -> it.elements().stream())
                        .anyMatch(it -> it.element()
                                .regionMatches(
                                        true,
                                        it.element().lastIndexOf('/') + 1,
                                        "aws:PrincipalArn",
                                        0,
                                        "aws:PrincipalArn".length()));
    }

    private void ofResource(List<String> assumptions) {
        PolicySet policies = evaluation.policies();
        if (policies.resource() == null && !policies.isResourceSeen()) {
            assumptions.add(
                    evaluation.needsResource()
                            ? "The policy of the resource allows it: it cannot be seen from here."
                            : "No resource-based policy denies it.");
        }
        if (policies.rcps() == null) {
            assumptions.add("No resource control policy of the resource's account denies it.");
        }
    }

    private EvaluationRequest request() {
        return evaluation.request();
    }
}
