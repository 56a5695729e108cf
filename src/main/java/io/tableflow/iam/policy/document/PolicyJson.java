package io.tableflow.iam.policy.document;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of policies, where a list of one means the same as its only item. */
public final class PolicyJson {

    // Duplicate keys are ambiguous. IAM rejects such a document, and so does this mapper.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PolicyJson() {}

    /** The document as a tree; empty if the text is not one JSON object. */
    public static Optional<JsonNode> parse(String json) {
        try {
            return Optional.of(read(json)).filter(JsonNode::isObject);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /**
     * Any JSON as a tree.
     *
     * @throws JacksonException if the text is not JSON, or an object has a key twice
     */
    public static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /** The items of a list; the node itself if it is not a list; no items if it is missing. */
    public static List<JsonNode> items(JsonNode node) {
        if (node.isArray()) {
            return List.copyOf(node.values());
        }
        return node.isMissingNode() ? List.of() : List.of(node);
    }

    /** A value as text; numbers and booleans as they are written. */
    public static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : node.toString();
    }

    /** The principals of type {@code AWS} in all statements, those that satisfy a predicate, in order. */
    public static Set<String> awsPrincipals(String json, Predicate<String> filter) {
        Set<String> found = new TreeSet<>();
        parse(json).ifPresent(document -> {
            for (JsonNode statement : items(document.path("Statement"))) {
                for (JsonNode principal : items(statement.path("Principal").path("AWS"))) {
                    found.add(text(principal));
                }
            }
        });
        found.removeIf(filter.negate());
        return found;
    }
}
