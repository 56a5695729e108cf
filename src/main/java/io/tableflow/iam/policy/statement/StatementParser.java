package io.tableflow.iam.policy.statement;

import io.tableflow.iam.policy.document.PolicyJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one statement, by the rules for the type of its policy. */
final class StatementParser {

    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> PRINCIPAL_TYPES = Set.of("AWS", "Service", "Federated", "CanonicalUser");

    private final PolicyType type;
    private final JsonNode node;
    private final String pointer;
    private final PolicyErrors errors;

    StatementParser(PolicyType type, JsonNode node, String pointer, PolicyErrors errors) {
        this.type = type;
        this.node = node;
        this.pointer = pointer;
        this.errors = errors;
    }

    PolicyStatement parse(int index) {
        errors.unknownElements(node, pointer, ELEMENTS);
        String effect = node.path("Effect").asString("");
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            errors.add(pointer + "/Effect", "It must be Allow or Deny.");
        }
        if (node.has("Sid") && !node.path("Sid").isString()) {
            errors.add(pointer + "/Sid", "It must be a text.");
        }
        Names action = names("Action", "NotAction");
        if (action == null) {
            errors.add(pointer + "/Action", "A statement needs an Action or a NotAction, not both.");
        }
        return new PolicyStatement(
                index,
                node.has("Sid") ? node.path("Sid").asString("") : null,
                effect.equals("Deny"),
                principal(),
                action == null ? new Names(false, List.of()) : action,
                resource(),
                conditions());
    }

    private @Nullable Names resource() {
        Names resource = names("Resource", "NotResource");
        if (type == PolicyType.ROLE_TRUST && (node.has("Resource") || node.has("NotResource"))) {
            errors.add(pointer + (node.has("Resource") ? "/Resource" : "/NotResource"), "A trust has no such element.");
        } else if (resource == null && (!type.namesPrincipals() || node.has("Resource"))) {
            errors.add(pointer + "/Resource", "A statement needs a Resource or a NotResource, not both.");
        }
        return resource;
    }

    private @Nullable Names names(String element, String opposite) {
        if (node.has(element) == node.has(opposite)) {
            return null;
        }
        String present = node.has(element) ? element : opposite;
        return new Names(present.equals(opposite), texts(node.path(present), pointer + "/" + present));
    }

    private @Nullable PrincipalElement principal() {
        boolean isNegated = node.has("NotPrincipal");
        String element = isNegated ? "NotPrincipal" : "Principal";
        JsonNode principal = node.path(element);
        if (principal.isMissingNode()) {
            return null;
        }
        if (!type.namesPrincipals()) {
            errors.add(pointer + "/" + element, "A policy of this type has no such element.");
        } else if (isNegated && node.has("Principal")) {
            errors.add(pointer + "/" + element, "A statement has a Principal or a NotPrincipal, not both.");
        }
        if (principal.isString() && principal.asString("").equals("*")) {
            return new PrincipalElement(isNegated, Map.of("AWS", List.of("*")));
        }
        if (!principal.isObject()) {
            errors.add(pointer + "/" + element, "It must be \"*\", or an object of principals by their type.");
        }
        Map<String, List<String>> byType = new LinkedHashMap<>();
        principal.properties().forEach(it -> {
            String at = PolicyErrors.child(pointer + "/" + element, it.getKey());
            if (!PRINCIPAL_TYPES.contains(it.getKey())) {
                errors.add(at, "The types of principals are AWS, Service, Federated and CanonicalUser.");
            }
            byType.put(it.getKey(), principals(it.getValue(), at));
        });
        return new PrincipalElement(isNegated, byType);
    }

    // IAM User Guide, "AWS JSON policy elements: Principal": a wildcard can't be a part of a name or an ARN.
    private List<String> principals(JsonNode list, String at) {
        List<String> principals = list.isArray() && list.isEmpty() ? List.of() : texts(list, at);
        if (principals.stream().anyMatch(it -> it.contains("*") && !it.equals("*"))) {
            errors.add(at, "A principal can't have * as a part of its name.");
        }
        return principals;
    }

    private List<Condition> conditions() {
        JsonNode condition = node.path("Condition");
        if (!condition.isMissingNode() && !condition.isObject()) {
            errors.add(pointer + "/Condition", "It must be a JSON object.");
        }
        List<Condition> conditions = new ArrayList<>();
        condition.properties().forEach(operator -> {
            String at = PolicyErrors.child(pointer + "/Condition", operator.getKey());
            if (!operator.getValue().isObject()) {
                errors.add(at, "It must be a JSON object of condition keys.");
            }
            Set<String> keys = new HashSet<>();
            operator.getValue().properties().forEach(key -> {
                String atKey = PolicyErrors.child(at, key.getKey());
                if (!keys.add(key.getKey().toLowerCase(Locale.ROOT))) {
                    errors.add(atKey, "The operator has this key twice: letter case does not count.");
                }
                conditions.add(new Condition(operator.getKey(), key.getKey(), values(key.getValue(), atKey)));
            });
        });
        return conditions;
    }

    private List<String> values(JsonNode node, String at) {
        List<JsonNode> items = PolicyJson.items(node);
        if (items.stream().anyMatch(it -> !it.isString() && !it.isNumber() && !it.isBoolean())) {
            errors.add(at, "Its values must be texts, numbers or booleans.");
        }
        return items.stream().map(PolicyJson::text).toList();
    }

    private List<String> texts(JsonNode node, String at) {
        List<JsonNode> items = PolicyJson.items(node);
        if (items.isEmpty() || !items.stream().allMatch(JsonNode::isString)) {
            errors.add(at, "It must be a text or a list of texts, at least one.");
        }
        return items.stream().map(PolicyJson::text).toList();
    }
}
