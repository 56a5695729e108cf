package io.tableflow.iam.policy.trust;

import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a live trust lets in anybody beside the one expected principal. In doubt the answer is yes: a statement that
 * is not understood counts as letting others in, and statements that deny are not weighed against those that allow.
 */
public final class TrustExposure {

    private TrustExposure() {}

    /**
     * Whether the trust lets in anybody else.
     *
     * @param expected who may be let in; null: nobody
     */
    public static boolean letsOthersIn(PolicyDocument trust, @Nullable TrustedPrincipal expected) {
        return PolicyJson.parse(trust.json())
                .map(document -> PolicyJson.items(document.path("Statement")).stream()
                        .anyMatch(statement -> letsOthersIn(statement, trust, expected)))
                .orElse(true);
    }

    private static boolean letsOthersIn(JsonNode statement, PolicyDocument trust, @Nullable TrustedPrincipal expected) {
        if (statement.path("Effect").asString("").equals("Deny")) {
            return false;
        }
        List<String> principals = texts(statement.path("Principal").path("AWS")).stream()
                .filter(principal -> !trust.deletedPrincipals().contains(principal))
                .toList();
        boolean hasOtherTypes = !statement.path("Principal").isObject()
                || statement.path("Principal").size() > 1
                || !statement.path("Principal").has("AWS");
        if (hasOtherTypes || expected == null) {
            return hasOtherTypes || !principals.isEmpty();
        }
        return principals.stream().anyMatch(it -> !it.equals(expected.role().toString()))
                || (!principals.isEmpty() && !asksForExternalId(statement, expected));
    }

    private static boolean asksForExternalId(JsonNode statement, TrustedPrincipal expected) {
        return StatementActions.TAG_SESSION.isAllOf(statement)
                || externalIds(statement).equals(Optional.of(Set.of(expected.externalId())));
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
