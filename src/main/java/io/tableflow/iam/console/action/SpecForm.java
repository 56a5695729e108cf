package io.tableflow.iam.console.action;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form for a spec, as it was filled in. The usual fields have inputs of their own; all others of the API are written as JSON, so
 * that the form has everything that the API has.
 *
 * @param regions one or several, with spaces or commas between them; the first is primary
 * @param kmsKeyArns one a line
 * @param tags {@code key=value}, one a line
 * @param other a JSON object with the fields that have no input; may be empty
 */
record SpecForm(
        String name,
        String accountId,
        String regions,
        String bucket,
        String kmsKeyArns,
        String tags,
        String deletionPolicy,
        boolean adoptExisting,
        String other) {

    private static final List<String> WITH_INPUTS =
            List.of("name", "accountId", "regions", "bucket", "kmsKeyArns", "tags", "deletionPolicy", "adoptExisting");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static SpecForm empty() {
        return new SpecForm("", "", "", "", "", "", "DELETE", false, "");
    }

    /** As it was sent. A field that is missing is empty, as a browser leaves out boxes that are not ticked. */
    static SpecForm of(Map<String, String> fields) {
        return new SpecForm(
                fields.getOrDefault("name", ""),
                fields.getOrDefault("accountId", ""),
                fields.getOrDefault("regions", ""),
                fields.getOrDefault("bucket", ""),
                fields.getOrDefault("kmsKeyArns", ""),
                fields.getOrDefault("tags", ""),
                fields.getOrDefault("deletionPolicy", ""),
                Boolean.parseBoolean(fields.get("adoptExisting")),
                fields.getOrDefault("other", ""));
    }

    /** The form that asks for what a spec says. */
    static SpecForm of(EnvironmentSpec spec, JsonMapper mapper) {
        ObjectNode rest = mapper.valueToTree(spec);
        JsonNode all = rest.deepCopy();
        rest.remove(WITH_INPUTS);
        rest.removeIf(SpecForm::isDefault);
        rest.remove(
                rest.path("maxSessionDurationSeconds").asInt(0) == 3600
                        ? List.of("maxSessionDurationSeconds")
                        : List.of());
        return new SpecForm(
                spec.name(),
                spec.accountId() == null ? "" : spec.accountId(),
                String.join(" ", spec.regions()),
                spec.bucket(),
                String.join("\n", spec.kmsKeyArns()),
                all.path("tags").properties().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue().asString())
                        .sorted()
                        .collect(Collectors.joining("\n")),
                spec.deletionPolicy().name(),
                spec.adoptExisting(),
                rest.isEmpty() ? "" : rest.toPrettyString());
    }

    private static boolean isDefault(JsonNode value) {
        return value.isNull()
                || (value.isContainer() && value.isEmpty())
                || (value.isBoolean() && !value.booleanValue());
    }

    /**
     * The body that a caller of the API would send.
     *
     * @throws ProblemException 400 if {@code other} is no JSON object, or a tag has no value
     */
    String toJson() {
        ObjectNode json = others();
        put(json, "name", name);
        put(json, "accountId", accountId);
        putAll(json, "regions", Arrays.stream(regions.split("[\\s,]+")));
        put(json, "bucket", bucket);
        putAll(json, "kmsKeyArns", kmsKeyArns.lines());
        List<String> lines = tags.lines().filter(Predicate.not(String::isBlank)).toList();
        if (!lines.isEmpty()) {
            ObjectNode object = json.putObject("tags");
            for (String line : lines) {
                String[] tag = line.split("=", 2);
                if (tag.length < 2) {
                    throw ProblemException.invalid("tags", "must be key=value, one on each line");
                }
                object.put(tag[0].strip(), tag[1].strip());
            }
        }
        put(json, "deletionPolicy", deletionPolicy.toUpperCase(Locale.ROOT));
        if (adoptExisting) {
            json.put("adoptExisting", true);
        }
        return json.toString();
    }

    private ObjectNode others() {
        if (other.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            if (JSON.readTree(other) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw ProblemException.invalid("other", "must be a JSON object: " + malformed.getOriginalMessage());
        }
        throw ProblemException.invalid("other", "must be a JSON object, in braces");
    }

    private static void put(ObjectNode json, String field, String value) {
        if (!value.isBlank()) {
            json.put(field, value.strip());
        }
    }

    private static void putAll(ObjectNode json, String field, Stream<String> values) {
        List<String> items =
                values.map(String::strip).filter(Predicate.not(String::isEmpty)).toList();
        if (!items.isEmpty()) {
            ArrayNode array = json.putArray(field);
            items.forEach(array::add);
        }
    }
}
