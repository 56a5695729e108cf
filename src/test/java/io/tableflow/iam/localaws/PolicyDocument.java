package io.tableflow.iam.localaws;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A policy document, parsed as JSON but not evaluated: one statement or a list of them. */
record PolicyDocument(JsonNode root) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** One statement; its elements may hold one value or a list. */
    record Statement(JsonNode node) {

        boolean denies() {
            return node.path("Effect").asString("").equals("Deny");
        }

        boolean has(String element) {
            return node.has(element);
        }

        JsonNode element(String name) {
            return node.path(name);
        }

        List<String> strings(String name) {
            return PolicyDocument.strings(node.path(name));
        }
    }

    static PolicyDocument parse(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            return Optional.of(root)
                    .filter(JsonNode::isObject)
                    .map(PolicyDocument::new)
                    .orElseThrow(() -> AwsError.malformedPolicy("Syntax errors in policy."));
        } catch (JacksonException notJson) {
            throw AwsError.malformedPolicy("This policy contains invalid Json");
        }
    }

    List<Statement> statements() {
        return items(root.path("Statement")).map(Statement::new).toList();
    }

    String json() {
        return JSON.writeValueAsString(root);
    }

    /** The node's elements if it is a list, otherwise the node itself. */
    static Stream<JsonNode> items(JsonNode node) {
        if (node.isMissingNode()) {
            return Stream.empty();
        }
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }

    static List<String> strings(JsonNode node) {
        return items(node).map(item -> item.asString("")).toList();
    }
}
