package io.tableflow.iam.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * An expression of Terraform's configuration language, laid out as {@code terraform fmt} does.
 *
 * @param lines of its text; all but the first are indented relative to the line on which the expression begins
 * @see <a href="https://developer.hashicorp.com/terraform/language/expressions">Expressions</a>
 */
record HclExpression(List<String> lines) {

    private static final String INDENT = "  ";
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    HclExpression {
        lines = List.copyOf(lines);
    }

    /** A string without interpolation: what looks like a template in it stays text, as IAM's policy variables must. */
    static HclExpression string(String value) {
        return literal(quoted(value));
    }

    static HclExpression number(long value) {
        return literal(Long.toString(value));
    }

    /** A reference to another resource or its attribute, such as {@code aws_iam_role.dev.name}. */
    static HclExpression reference(String address) {
        return literal(address);
    }

    /** A list with one element a line. */
    static HclExpression list(List<HclExpression> elements) {
        return elements.isEmpty()
                ? literal("[]")
                : enclosed(
                        "[",
                        elements.stream()
                                .flatMap(it -> it.followedBy(",").lines().stream())
                                .toList(),
                        "]");
    }

    /** An object, or a map. */
    static HclExpression object(SequencedMap<String, HclExpression> attributes) {
        return attributes.isEmpty() ? literal("{}") : enclosed("{", assignments(attributes), "}");
    }

    /** A map of strings. */
    static HclExpression strings(Map<String, String> entries) {
        return object(entries.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, it -> string(it.getValue()), (a, b) -> a, LinkedHashMap::new)));
    }

    /** The text of a JSON document, written as an expression that Terraform encodes. */
    static HclExpression jsonencode(JsonNode document) {
        List<String> lines = new ArrayList<>(of(document).lines());
        lines.set(0, "jsonencode(" + lines.getFirst());
        return new HclExpression(lines).followedBy(")");
    }

    /**
     * One line of {@code key = value} for each attribute, or more where the value has more. As in {@code terraform fmt},
     * the equals signs of consecutive lines with a whole attribute are aligned.
     */
    static List<String> assignments(SequencedMap<String, HclExpression> attributes) {
        List<String> lines = new ArrayList<>();
        List<Map.Entry<String, HclExpression>> aligned = new ArrayList<>();
        for (Map.Entry<String, HclExpression> attribute : attributes.entrySet()) {
            if (attribute.getValue().lines().size() == 1) {
                aligned.add(attribute);
            } else {
                addAligned(lines, aligned);
                addAligned(lines, List.of(attribute));
                aligned.clear();
            }
        }
        addAligned(lines, aligned);
        return lines;
    }

    /** The lines, one level deeper. */
    static List<String> indented(List<String> lines) {
        return lines.stream().map(line -> line.isEmpty() ? line : INDENT + line).toList();
    }

    private static void addAligned(List<String> lines, List<Map.Entry<String, HclExpression>> attributes) {
        int width = attributes.stream()
                .mapToInt(it -> key(it.getKey()).length())
                .max()
                .orElse(0);
        for (Map.Entry<String, HclExpression> attribute : attributes) {
            List<String> value = attribute.getValue().lines();
            lines.add("%s = %s".formatted(padded(key(attribute.getKey()), width), value.getFirst()));
            lines.addAll(value.subList(1, value.size()));
        }
    }

    private static HclExpression of(JsonNode node) {
        if (node.isObject()) {
            return object(node.properties().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, it -> of(it.getValue()), (a, b) -> a, LinkedHashMap::new)));
        }
        if (node.isArray()) {
            return list(node.valueStream().map(HclExpression::of).toList());
        }
        return node.isString() ? string(node.stringValue()) : literal(node.toString());
    }

    private HclExpression followedBy(String text) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(changed.size() - 1, changed.getLast() + text);
        return new HclExpression(changed);
    }

    private static HclExpression literal(String text) {
        return new HclExpression(List.of(text));
    }

    private static HclExpression enclosed(String opening, List<String> inner, String closing) {
        List<String> lines = new ArrayList<>();
        lines.add(opening);
        lines.addAll(indented(inner));
        lines.add(closing);
        return new HclExpression(lines);
    }

    private static String key(String name) {
        return IDENTIFIER.matcher(name).matches() ? name : quoted(name);
    }

    private static String padded(String key, int width) {
        return key + " ".repeat(width - key.length());
    }

    /** @see <a href="https://developer.hashicorp.com/terraform/language/expressions/strings">Strings and templates</a> */
    private static String quoted(String text) {
        String escaped = text.codePoints().mapToObj(HclExpression::escaped).collect(Collectors.joining());
        return '"' + escaped.replace("${", "$${").replace("%{", "%%{") + '"';
    }

    private static String escaped(int character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isPrinted(character) ? Character.toString(character) : "\\u%04x".formatted(character);
        };
    }

    private static boolean isPrinted(int character) {
        return IntStream.of(
                                Character.CONTROL,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR,
                                Character.FORMAT)
                        .noneMatch(type -> type == Character.getType(character))
                || character > Character.MAX_VALUE;
    }
}
