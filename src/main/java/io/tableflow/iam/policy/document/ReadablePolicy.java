package io.tableflow.iam.policy.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A policy as lines for people: one value on each line, elements in the order of IAM's own documentation. Differences
 * that have no meaning to IAM are removed, so that a diff of two documents shows only what differs.
 */
final class ReadablePolicy {

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = JsonMapper.shared()
            .writer()
            .with(new DefaultPrettyPrinter().withArrayIndenter(INDENT).withObjectIndenter(INDENT));

    private static final List<String> ORDER = List.of(
            "Version",
            "Id",
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition",
            "Statement");

    private static final Comparator<String> BY_ELEMENT =
            Comparator.<String>comparingInt(ReadablePolicy::rank).thenComparing(Comparator.naturalOrder());

    private ReadablePolicy() {}

    /** The lines; a text that is not a JSON object is returned as it is. */
    static List<String> lines(PolicyDocument document) {
        return PolicyJson.parse(document.json())
                .map(tree -> WRITER.writeValueAsString(readable(tree)))
                .orElse(document.json())
                .lines()
                .toList();
    }

    private static JsonNode readable(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            node.properties().stream()
                    .sorted(Map.Entry.comparingByKey(BY_ELEMENT))
                    .forEach(element -> sorted.set(element.getKey(), readable(element.getValue())));
            return sorted;
        }
        return node.isArray() ? list(node) : node;
    }

    /** Statements keep their order, texts are sorted, and a list of one becomes its only item. */
    private static JsonNode list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.values().forEach(item -> items.add(readable(item)));
        if (items.size() == 1) {
            return items.getFirst();
        }
        if (items.stream().allMatch(JsonNode::isString)) {
            items.sort(Comparator.comparing(JsonNode::stringValue));
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        list.addAll(items);
        return list;
    }

    private static int rank(String element) {
        int known = ORDER.indexOf(element);
        return known < 0 ? ORDER.size() : known;
    }
}
