package io.tableflow.iam.testing;

import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Evaluates the features of identity policies that ours use: statements that allow, by action, resource and condition.
 */
public final class IdentityPolicy {

    private final JsonNode document;

    private IdentityPolicy(JsonNode document) {
        this.document = document;
    }

    /**
     * A request to IAM.
     *
     * @param context condition keys with their values
     */
    public record Request(String action, String resource, Map<String, String> context) {}

    public static IdentityPolicy of(String json) {
        return new IdentityPolicy(JsonMapper.shared().readTree(json));
    }

    /** Whether any statement allows it. */
    public boolean allows(Request request) {
        return statements().anyMatch(statement -> allows(statement, request));
    }

    /** All actions that it names. */
    public Set<String> actions() {
        return statements()
                .flatMap(statement -> texts(statement.path("Action")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Its length, as IAM counts it. */
    public int length() {
        return new PolicyDocument(document.toString()).length();
    }

    private Stream<JsonNode> statements() {
        return document.path("Statement").valueStream();
    }

    private static boolean allows(JsonNode statement, Request request) {
        if (!statement.path("Effect").asString().equals("Allow")
                || !Set.of("Sid", "Effect", "Action", "Resource", "Condition").containsAll(statement.propertyNames())) {
            throw new IllegalArgumentException("Not understood: " + statement);
        }
        return texts(statement.path("Action")).stream().anyMatch(it -> matches(it, request.action()))
                && texts(statement.path("Resource")).stream().anyMatch(it -> matches(it, request.resource()))
                && statement
                        .path("Condition")
                        .propertyStream()
                        .allMatch(operator -> operator.getValue()
                                .propertyStream()
                                .allMatch(key -> holds(
                                        operator.getKey(),
                                        request.context().get(key.getKey()),
                                        texts(key.getValue()))));
    }

    private static boolean holds(String operator, @Nullable String actual, List<String> wanted) {
        return switch (operator) {
            case "StringEquals" -> actual != null && wanted.contains(actual);
            case "ArnLike" -> actual != null && wanted.stream().anyMatch(it -> matches(it, actual));
            case "Null" -> wanted.equals(List.of(Boolean.toString(actual == null)));
            default -> throw new IllegalArgumentException("Not understood: " + operator);
        };
    }

    private static boolean matches(String pattern, String text) {
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return text.matches(regex);
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asString).toList() : List.of(node.asString());
    }
}
