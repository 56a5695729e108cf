package io.tableflow.iam.policy.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A policy without the differences that have no meaning to IAM, so that {@code equals} compares as IAM does.
 *
 * <p>These have no meaning: a single value or a list of one; one statement or a list of one; the order of statements,
 * actions, resources, principals and condition values; an account's id or the ARN of its root; a number or boolean in a
 * condition or the same value as text. Everything else has: {@code Sid}, {@code Id}, {@code Version}, the letter case
 * of actions, and {@code "*"} compared with {@code {"AWS":"*"}}.
 */
record CanonicalPolicy(Map<String, Object> elements) {

    // The partition is left out: IAM accepts only principals of the policy's own partition.
    private static final Pattern ACCOUNT_ROOT = Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):root");

    /** The canonical form of a document; empty if the text is not one JSON object. */
    static Optional<CanonicalPolicy> of(String json) {
        return PolicyJson.parse(json).map(document -> new CanonicalPolicy(map(document, CanonicalPolicy::element)));
    }

    private static Object element(String name, JsonNode value) {
        return name.equals("Statement") ? statements(value) : value;
    }

    // How often each statement occurs: their order has no meaning, but their number has.
    private static Map<Object, Integer> statements(JsonNode statements) {
        Map<Object, Integer> counts = new HashMap<>();
        for (JsonNode statement : PolicyJson.items(statements)) {
            Object canonical =
                    statement.isObject() ? map(statement, CanonicalPolicy::partOfStatement) : (Object) statement;
            counts.merge(canonical, 1, Integer::sum);
        }
        return counts;
    }

    private static Object partOfStatement(String name, JsonNode value) {
        return switch (name) {
            case "Action", "NotAction", "Resource", "NotResource" -> texts(value, UnaryOperator.identity());
            case "Principal", "NotPrincipal" -> nested(value, CanonicalPolicy::principals);
            case "Condition" ->
                nested(
                        value,
                        (operator, keys) -> nested(keys, (key, values) -> texts(values, UnaryOperator.identity())));
            default -> value;
        };
    }

    private static Set<String> principals(String type, JsonNode principals) {
        return texts(
                principals,
                type.equals("AWS")
                        ? principal -> ACCOUNT_ROOT.matcher(principal).replaceFirst("$1")
                        : UnaryOperator.identity());
    }

    private static Set<String> texts(JsonNode values, Function<String, String> change) {
        Set<String> texts = new HashSet<>();
        for (JsonNode value : PolicyJson.items(values)) {
            texts.add(change.apply(PolicyJson.text(value)));
        }
        return texts;
    }

    private static Object nested(JsonNode value, Part part) {
        return value.isObject() ? map(value, part) : value;
    }

    private static Map<String, Object> map(JsonNode object, Part part) {
        Map<String, Object> canonical = new HashMap<>();
        object.properties()
                .forEach(property ->
                        canonical.put(property.getKey(), part.canonical(property.getKey(), property.getValue())));
        return canonical;
    }

    /** Converts one named part of a document to its canonical form. */
    private interface Part {
        Object canonical(String name, JsonNode value);
    }
}
