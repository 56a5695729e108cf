package io.tableflow.iam.policy.document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes lists where the Terraform module has lists. The policy builder writes a list of one as its only item, which
 * means the same to IAM, but not to somebody who compares the document with the module's.
 */
final class TerraformListStyle {

    private static final String STATEMENT = "Statement";
    private static final String PRINCIPAL = "Principal";
    private static final String AWS = "AWS";
    private static final String EVERYONE = "*";

    private TerraformListStyle() {}

    /** The same document in this style. */
    static String of(String json) {
        ObjectNode document = PolicyJson.parse(json).orElseThrow().asObject();
        toList(document, STATEMENT);
        for (JsonNode statement : document.get(STATEMENT)) {
            shape(statement.asObject());
        }
        return document.toString();
    }

    private static void shape(ObjectNode statement) {
        if (!statement.has(PRINCIPAL)) {
            toList(statement, "Action");
            toList(statement, "Resource");
        } else if (!EVERYONE.equals(statement.get(PRINCIPAL).path(AWS).asString(""))) {
            toList(statement.get(PRINCIPAL).asObject(), AWS);
        }
    }

    private static void toList(ObjectNode object, String field) {
        if (!object.get(field).isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            list.add(object.get(field));
            object.set(field, list);
        }
    }
}
