package io.tableflow.iam.policy.document;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Whether one permissions policy allows anything that another does not. In doubt the answer is yes: a statement that is
 * not understood counts as allowing more, and statements that deny are not weighed against those that allow.
 */
public final class PolicyScope {

    private PolicyScope() {}

    /** Whether {@code live} allows an action, or a resource, or under other conditions, that {@code desired} does not. */
    public static boolean allowsMore(PolicyDocument live, PolicyDocument desired) {
        List<JsonNode> allowed = statements(desired).stream()
                .filter(statement -> effect(statement).equals("Allow"))
                .toList();
        return PolicyJson.parse(live.json()).isEmpty()
                || statements(live).stream().anyMatch(statement -> !isCovered(statement, allowed));
    }

    private static List<JsonNode> statements(PolicyDocument document) {
        return PolicyJson.parse(document.json())
                .map(tree -> PolicyJson.items(tree.path("Statement")))
                .orElse(List.of());
    }

    private static String effect(JsonNode statement) {
        return statement.path("Effect").asString("");
    }

    private static boolean isCovered(JsonNode statement, List<JsonNode> allowed) {
        if (effect(statement).equals("Deny")) {
            return true;
        }
        List<String> actions = texts(statement, "Action");
        List<String> resources = texts(statement, "Resource");
        return !actions.isEmpty()
                && !resources.isEmpty()
                && actions.stream()
                        .allMatch(action -> resources.stream()
                                .allMatch(resource -> allowed.stream()
                                        .anyMatch(by -> covers(by, action, resource, statement.path("Condition")))));
    }

    private static boolean covers(JsonNode allowed, String action, String resource, JsonNode condition) {
        return matches(texts(allowed, "Action"), action, Pattern.CASE_INSENSITIVE)
                && matches(texts(allowed, "Resource"), resource, 0)
                && (allowed.path("Condition").isMissingNode()
                        || allowed.path("Condition").equals(condition));
    }

    /** A value may be a pattern itself: it is covered if the one matches the other as text. */
    private static boolean matches(List<String> patterns, String value, int flags) {
        return patterns.stream()
                .map(pattern -> Pattern.compile(expression(pattern), flags | Pattern.DOTALL))
                .anyMatch(pattern -> pattern.matcher(value).matches());
    }

    private static String expression(String pattern) {
        Function<Integer, String> part = character -> switch (character) {
            case (int) '*' -> ".*";
            case (int) '?' -> "[^*]";
            default -> Pattern.quote(Character.toString(character));
        };
        return pattern.codePoints().boxed().map(part).collect(Collectors.joining());
    }

    private static List<String> texts(JsonNode statement, String element) {
        return statement.has(element)
                ? PolicyJson.items(statement.path(element)).stream()
                        .map(PolicyJson::text)
                        .toList()
                : List.of();
    }
}
