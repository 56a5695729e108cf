package io.tableflow.iam.deployment;

import io.tableflow.iam.testing.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The statements of a policy as a template of CloudFormation has them: for whatever account and partition it is deployed in. */
final class PolicyStatements {

    private static final String BEGIN = "# permissions: written by EcsStackTest from src/docs/permissions.md\n";
    private static final String END = "              # /permissions\n";
    private static final String INDENT = " ".repeat(14);

    private PolicyStatements() {}

    /** Writes the statements of a document into a template, in the place of those that it has. */
    static void write(Path template, String document) {
        String text = HelmChart.read(template);
        StringBuilder statements = new StringBuilder();
        for (JsonNode statement : JsonMapper.shared().readTree(document).path("Statement")) {
            append(statements, INDENT + "- ", INDENT + "  ", statement);
        }
        try {
            Files.writeString(
                    template,
                    text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                            + statements
                            + text.substring(text.indexOf(END)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(StringBuilder yaml, String first, String indent, JsonNode object) {
        String begin = first;
        for (var field : object.properties()) {
            yaml.append(begin).append(key(field.getKey())).append(':');
            JsonNode value = field.getValue();
            if (value.isObject()) {
                yaml.append('\n');
                append(yaml, indent + "  ", indent + "  ", value);
            } else if (value.isArray()) {
                yaml.append('\n');
                value.forEach(item -> yaml.append(indent)
                        .append("  - ")
                        .append(scalar(item.asString()))
                        .append('\n'));
            } else {
                yaml.append(' ').append(scalar(value.asString())).append('\n');
            }
            begin = indent;
        }
    }

    /** {@code Null}, a condition's operator, would be none in YAML. */
    private static String key(String name) {
        return name.equals("Null") ? "\"Null\"" : name;
    }

    private static String scalar(String text) {
        if (text.startsWith("arn:aws:")) {
            return "!Sub \""
                    + text.replace("arn:aws:", "arn:${AWS::Partition}:").replace(Node.ACCOUNT, "${AWS::AccountId}")
                    + '"';
        }
        return text.matches("[A-Z][A-Za-z]+") ? text : '"' + text + '"';
    }
}
