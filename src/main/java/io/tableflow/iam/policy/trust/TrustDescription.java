package io.tableflow.iam.policy.trust;

import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyJson;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Describes in words whom a live trust lets in. External ids are not shown. */
public final class TrustDescription {

    private TrustDescription() {}

    /** A clause such as {@code nobody can assume it}. */
    public static String of(PolicyDocument trust) {
        if (!TrustExposure.letsOthersIn(trust, null)) {
            return "nobody can assume it";
        }
        Optional<TrustedPrincipal> only = TrustParser.principalOf(trust);
        if (only.isPresent()) {
            return "only " + only.get().role() + " can assume it, with an external id";
        }
        String who = PolicyJson.parse(trust.json()).stream()
                .flatMap(document -> PolicyJson.items(document.path("Statement")).stream())
                .filter(statement -> !statement.path("Effect").asString("").equals("Deny"))
                .flatMap(TrustDescription::who)
                .distinct()
                .collect(Collectors.joining(", "));
        return who.isEmpty() ? "its trust cannot be read" : who + " can assume it";
    }

    private static Stream<String> who(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        if (principal.isObject()) {
            return principal.properties().stream()
                    .flatMap(type -> TrustExposure.texts(type.getValue()).stream()
                            .map(it -> it.equals("*") ? "anybody" : it + withExternalId(statement)));
        }
        return Stream.of(principal.isMissingNode() ? "all but some" : "anybody");
    }

    private static String withExternalId(JsonNode statement) {
        return TrustExposure.externalIds(statement).isPresent() || !TrustExposure.namesAssumeRole(statement)
                ? ""
                : " without an external id";
    }
}
