package io.tableflow.iam.compliance;

import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.evaluation.ActionPattern;
import io.tableflow.iam.policy.statement.MalformedPolicyException;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyStatement;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A permissions policy, read once for all rules.
 *
 * @param name by which evidence mentions it
 * @param parsed null: it is not understood
 */
record ReadPolicy(String name, @Nullable ParsedPolicy parsed) {

    static ReadPolicy of(String name, PolicyDocument document) {
        try {
            return new ReadPolicy(name, ParsedPolicy.parse(PolicyType.IDENTITY, name, document));
        } catch (MalformedPolicyException notUnderstood) {
            return new ReadPolicy(name, null);
        }
    }

    boolean isUnderstood() {
        return parsed != null;
    }

    /** The statements that allow something. */
    Stream<PolicyStatement> allowing() {
        return parsed == null ? Stream.of() : parsed.statements().stream().filter(it -> !it.denies());
    }

    /** The statements that allow actions of a service. */
    List<PolicyStatement> allowing(String service) {
        return allowing()
                .filter(it -> it.action().negated()
                        || it.action().patterns().stream()
                                .anyMatch(action -> ActionPattern.isOfService(action, service)))
                .toList();
    }
}
