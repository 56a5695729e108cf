package io.tableflow.iam.api.accesscheck;

import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.statement.MalformedPolicyException;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Reads policy documents that are JSON objects within a body. */
final class GivenDocument {

    private GivenDocument() {}

    /**
     * Reads one.
     *
     * @param field where it is in the body: answers name it so
     * @throws MalformedPolicyException with everything that is wrong with it
     */
    static ParsedPolicy parse(PolicyType type, String field, Map<String, Object> document) {
        return ParsedPolicy.parse(
                type, field, new PolicyDocument(JsonMapper.shared().writeValueAsString(document)));
    }

    /** Everything that is wrong with one: where, as a JSON pointer, and the rule. */
    static List<String> errors(PolicyType type, Map<String, Object> document) {
        try {
            parse(type, "", document);
            return List.of();
        } catch (MalformedPolicyException malformed) {
            return malformed.errors().stream()
                    .map(error ->
                            error.pointer().isEmpty() ? error.message() : error.pointer() + ": " + error.message())
                    .toList();
        }
    }
}
