package io.tableflow.iam.policy.trust;

import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyJson;
import io.tableflow.iam.policy.evaluation.ActionPattern;
import io.tableflow.iam.policy.statement.MalformedPolicyException;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a live trust lets in anybody beside the one expected principal. In doubt the answer is yes: a document that is not
 * understood lets others in, and so does a condition that some request might meet.
 */
public final class TrustExposure {

    private TrustExposure() {}

    /**
     * Whether the trust lets in anybody else.
     *
     * @param expected who may be let in; null: nobody
     */
    public static boolean letsOthersIn(PolicyDocument trust, @Nullable TrustedPrincipal expected) {
        try {
            return new TrustProbes(ParsedPolicy.parse(PolicyType.ROLE_TRUST, "trust", trust), expected).anyLetsIn();
        } catch (MalformedPolicyException notUnderstood) {
            return true;
        }
    }

    /** Whether a statement names AssumeRole, among others or by a pattern. No for one that names exceptions. */
    static boolean namesAssumeRole(JsonNode statement) {
        return texts(statement.path("Action")).stream()
                .anyMatch(pattern -> ActionPattern.matches(pattern, "sts:AssumeRole"));
    }

    static Optional<Set<String>> externalIds(JsonNode statement) {
        JsonNode condition = statement.path("Condition").path("StringEquals");
        return StreamSupport.stream(condition.properties().spliterator(), false)
                .filter(key -> key.getKey().equalsIgnoreCase("sts:ExternalId"))
                .findFirst()
                .map(key -> Set.copyOf(texts(key.getValue())));
    }

    static List<String> texts(JsonNode node) {
        return PolicyJson.items(node).stream().map(PolicyJson::text).toList();
    }
}
