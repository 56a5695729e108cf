package io.tableflow.iam.api.accesscheck;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.api.openapi.RequestSchema;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents of policies, to be asked instead of live ones. */
@RequestSchema
@Schema(
        name = "AccessCheckPolicies",
        description = "Policy documents, as JSON objects of at most 64 KiB each. What is left out cannot be seen: the"
                + " answer says what it assumes of it, or is CONDITIONAL.")
record PoliciesRequest(
        @Schema(description = "The principal's identity-based policies; an empty list: it has none.")
        @Size(max = 50, message = "must be at most 50 documents")
        @Nullable
        List<@NotNull(message = "must not be null") @PolicyOf(PolicyType.IDENTITY) Map<String, Object>> identity,

        @Schema(description = "The resource's policy; of a role, its trust.") @Nullable
        Map<String, Object> resource,

        @Schema(description = "The principal's permissions boundary.") @PolicyOf(PolicyType.BOUNDARY) @Nullable
        Map<String, Object> boundary,

        @Schema(description = "The policy of the principal's session.") @PolicyOf(PolicyType.SESSION) @Nullable
        Map<String, Object> session,

        @Schema(
                description = "The service control policies of the principal's account by level, from the root of the"
                        + " organization down to the account. Each level must allow the action.")
        @Size(max = 12, message = "must be at most 12 levels")
        @Nullable
        List<
                        @NotNull(message = "must not be null") @Size(max = 10, message = "must be at most 10 documents")
                                List<
                                @NotNull(message = "must not be null") @PolicyOf(PolicyType.SERVICE_CONTROL) Map<
                                        String, Object>>>
                scps) {

    private static final String ROLE = "arn:[^:]*:iam::[^:]*:role/.+";

    /** What a resource's policy is. */
    static PolicyType typeOfResource(@Nullable String arn) {
        return arn != null && arn.matches(ROLE) ? PolicyType.ROLE_TRUST : PolicyType.RESOURCE;
    }

    PolicySet toPolicies(String arn) {
        PolicySet policies = PolicySet.unseen()
                .withBoundary(parse(PolicyType.BOUNDARY, "policies.boundary", boundary))
                .withSession(parse(PolicyType.SESSION, "policies.session", session));
        if (identity != null) {
            policies = policies.withIdentity(parse(PolicyType.IDENTITY, "policies.identity", identity));
        }
        if (resource != null) {
            policies = policies.withResource(parse(typeOfResource(arn), "policies.resource", resource));
        }
        return scps == null ? policies : policies.withScps(null, levels(scps));
    }

    private static List<List<ParsedPolicy>> levels(List<List<Map<String, Object>>> scps) {
        List<List<ParsedPolicy>> levels = new ArrayList<>();
        for (List<Map<String, Object>> level : scps) {
            levels.add(parse(PolicyType.SERVICE_CONTROL, "policies.scps[" + levels.size() + "]", level));
        }
        return levels;
    }

    private static List<ParsedPolicy> parse(PolicyType type, String field, List<Map<String, Object>> documents) {
        List<ParsedPolicy> parsed = new ArrayList<>();
        for (Map<String, Object> document : documents) {
            parsed.add(GivenDocument.parse(type, field + "[" + parsed.size() + "]", document));
        }
        return parsed;
    }

    private static @Nullable ParsedPolicy parse(PolicyType type, String field, @Nullable Map<String, Object> document) {
        return document == null ? null : GivenDocument.parse(type, field, document);
    }
}
