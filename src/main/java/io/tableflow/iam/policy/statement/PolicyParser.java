package io.tableflow.iam.policy.statement;

import io.tableflow.iam.policy.document.PolicyJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a policy document and finds everything in it that IAM would refuse. */
final class PolicyParser {

    /** More than IAM accepts of any document: its largest is 20 KiB, of a bucket policy. */
    static final int LARGEST = 64 * 1024;

    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

    private final PolicyType type;
    private final String name;
    private final PolicyErrors errors = new PolicyErrors();

    PolicyParser(PolicyType type, String name) {
        this.type = type;
        this.name = name;
    }

    ParsedPolicy parse(String json) {
        JsonNode document = tree(json);
        errors.unknownElements(document, "", ELEMENTS);
        String version = document.path("Version").asString("2008-10-17");
        if (!VERSIONS.contains(version)) {
            errors.add("/Version", "It must be 2012-10-17 or 2008-10-17.");
        }
        List<PolicyStatement> statements = statements(document.path("Statement"));
        errors.throwIfAny(name);
        return new ParsedPolicy(type, name, version.equals("2012-10-17"), statements);
    }

    private JsonNode tree(String json) {
        if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            errors.add("", "A policy document must have at most 64 KiB.");
            errors.throwIfAny(name);
        }
        try {
            JsonNode document = PolicyJson.read(json);
            if (!document.isObject()) {
                errors.add("", "A policy document must be a JSON object.");
            }
            errors.throwIfAny(name);
            return document;
        } catch (JacksonException notJson) {
            errors.add("", "It is not valid JSON, or has an element twice: " + place(notJson));
            throw errors.exception(name);
        }
    }

    private static String place(JacksonException failure) {
        return failure.getLocation() == null
                ? "at its end."
                : "line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr() + ".";
    }

    private List<PolicyStatement> statements(JsonNode node) {
        List<PolicyStatement> statements = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(statements, i, node.get(i), "/Statement/" + i);
            }
        } else if (!node.isMissingNode()) {
            add(statements, 0, node, "/Statement");
        }
        if (node.isMissingNode() || (node.isArray() && node.isEmpty())) {
            errors.add("/Statement", "A policy needs at least one statement.");
        }
        return statements;
    }

    private void add(List<PolicyStatement> statements, int index, JsonNode node, String pointer) {
        if (node.isObject()) {
            statements.add(new StatementParser(type, node, pointer, errors).parse(index));
        } else {
            errors.add(pointer, "A statement must be a JSON object.");
        }
    }
}
