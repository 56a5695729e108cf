package io.tableflow.iam.http.problem;

import io.tableflow.iam.http.json.StrictBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DatabindException;

/** Explains why a text is not JSON, without Jackson's own messages, which quote the text. */
public final class JsonProblems {

    private static final String VALUE_EXPECTED =
            "a value is expected: an object, a list, a quoted string, a number, true, false or null";

    /** A part of Jackson's message, and the words for it; the first that matches counts. */
    private static final Map<String, String> WORDS = words();

    private JsonProblems() {}

    public static ProblemException empty() {
        return new ProblemException(ProblemCode.MALFORMED_JSON, "The body is empty; a JSON object is expected.");
    }

    /** What went wrong reading a body that is not a {@link StrictBody}; null where it is not the caller's doing. */
    static @Nullable ProblemException of(JacksonException e) {
        if (e instanceof JacksonIOException) {
            return null;
        }
        if (e instanceof DatabindException) {
            return ProblemException.invalid(path(e), TypeMismatchMessages.message(e));
        }
        return malformed(e);
    }

    public static ProblemException malformed(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String where = at == null || at.getLineNr() < 1
                ? ""
                : "Line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        return new ProblemException(ProblemCode.MALFORMED_JSON, where + reason(e) + ".");
    }

    private static String reason(JacksonException e) {
        String message = Objects.requireNonNullElse(e.getOriginalMessage(), "");
        return WORDS.entrySet().stream()
                .filter(entry -> message.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("this is not JSON");
    }

    private static String path(JacksonException e) {
        String path = "";
        for (JacksonException.Reference step : e.getPath()) {
            path = step.getPropertyName() != null
                    ? JsonPaths.property(path, step.getPropertyName())
                    : JsonPaths.index(path, step.getIndex());
        }
        return path;
    }

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("Unexpected end-of-input", "the document ends before it is complete");
        words.put("Duplicate Object property", "an object has the same property twice");
        words.put("nesting depth", "it is nested too deeply");
        words.put("String value length", "a string is too long");
        words.put("Number value length", "a number is too long");
        words.put("Name length", "a property name is too long");
        words.put("Document length", "the document is too long");
        words.put("Trailing token", "there is something behind the end of the document");
        words.put("expecting comma", "a comma or a closing bracket is expected");
        words.put("expecting a colon", "a colon is expected");
        words.put("expecting double-quote to start", "a property name in double quotes is expected");
        words.put("expecting closing quote", "a string does not end");
        words.put("escape", "a string has an escape that JSON does not know");
        words.put("Illegal unquoted character", "a control character in a string has to be escaped");
        words.put("Unexpected close marker", "a closing bracket has no opening one");
        words.put("Leading zero", "a number must not start with 0");
        words.put("number", "a number is not written as JSON writes them");
        words.put("Unrecognized token", VALUE_EXPECTED);
        words.put("Non-standard token", VALUE_EXPECTED);
        words.put("Unexpected character", "there is a character that does not belong here");
        return words;
    }
}
