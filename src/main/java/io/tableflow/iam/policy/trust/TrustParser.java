package io.tableflow.iam.policy.trust;

import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads a live trust that lets in one role, with one external id, and nobody else: the form that this service and the
 * Terraform module write. Lists may be single values, actions may be in any letter case, the statement on TagSession may be missing, and further
 * conditions may restrict it. A trust with a statement that denies is not of this form: to retain only what it allows
 * would widen it.
 */
public final class TrustParser {

    private TrustParser() {}

    /** Whom it lets in; empty if the trust has another form. */
    public static Optional<TrustedPrincipal> principalOf(PolicyDocument trust) {
        List<JsonNode> statements = PolicyJson.parse(trust.json())
                .map(document -> PolicyJson.items(document.path("Statement")))
                .orElse(List.of());
        if (statements.stream().anyMatch(it -> !it.path("Effect").asString("").equals("Allow"))) {
            return Optional.empty();
        }
        return role(trust)
                .flatMap(role -> externalId(statements)
                        .map(externalId -> new TrustedPrincipal(role, externalId))
                        .filter(principal -> !TrustExposure.letsOthersIn(trust, principal)));
    }

    private static Optional<RoleArn> role(PolicyDocument trust) {
        Set<String> principals = PolicyJson.awsPrincipals(trust.json(), principal -> true);
        principals.removeAll(trust.deletedPrincipals());
        return only(principals).flatMap(RoleArn::parse).filter(RoleArn::isOneRole);
    }

    private static Optional<String> externalId(List<JsonNode> statements) {
        Set<Set<String>> asked = statements.stream()
                .filter(TrustExposure::namesAssumeRole)
                .flatMap(it -> TrustExposure.externalIds(it).stream())
                .collect(Collectors.toSet());
        return only(asked).flatMap(TrustParser::only).filter(TrustedPrincipal::isExternalId);
    }

    private static <T> Optional<T> only(Set<T> items) {
        return items.size() == 1 ? Optional.of(items.iterator().next()) : Optional.empty();
    }
}
