package io.tableflow.iam.confluent.cloud;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Confluent's own words in the body of a failure. Its clients know four forms: {@code {errors: [{detail, title, code}]}},
 * {@code {error_code, message}}, {@code {message}} and {@code {error: {message}}}. Codes are not looked at: they are examples in
 * Confluent's API description, and promised nowhere.
 */
final class ErrorBody {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 500;
    private static final List<String> WORDS = List.of("/detail", "/title", "/code");

    private ErrorBody() {}

    /** What it says, in one line of 500 characters at most; null if it says nothing that can be understood. */
    static @Nullable String detail(String body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException noJson) {
            return null;
        }
        Stream<String> said = root.path("errors").isArray()
                ? root.path("errors").valueStream().map(ErrorBody::words)
                : Stream.of(
                        root.at("/message").asString(""),
                        root.at("/error/message").asString(""));
        String detail = said.filter(words -> !words.isBlank()).distinct().collect(Collectors.joining("; "));
        return detail.isEmpty() ? null : oneLine(detail);
    }

    private static String words(JsonNode error) {
        return WORDS.stream()
                .map(pointer -> error.at(pointer).asString(""))
                .filter(words -> !words.isBlank())
                .findFirst()
                .orElse("");
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "\u2026";
    }
}
