package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What the policies of one type, or of one level of an organization, say of a request. */
record PolicyLayer(PolicyType type, List<StatementMatch> statements) {

    static PolicyLayer of(PolicyType type, Collection<ParsedPolicy> policies, EvaluationRequest request) {
        return new PolicyLayer(
                type,
                policies.stream()
                        .flatMap(policy -> new StatementMatcher(policy, request).match().stream())
                        .toList());
    }

    Match allows() {
        return allows(StatementMatch::match);
    }

    Match allowsDirectly() {
        return allows(StatementMatch::matchDirect);
    }

    Match allowsRole() {
        return allows(StatementMatch::matchRole);
    }

    private Match allows(Function<StatementMatch, Match> how) {
        return Match.any(statements.stream().filter(it -> !it.denies()).map(how));
    }
}
