package io.tableflow.iam.http.json;

import io.tableflow.iam.http.problem.JsonProblems;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.problem.TypeMismatchMessages;
import jakarta.validation.Validator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts bytes to a valid object, or reports everything that is wrong with them.
 *
 * <p>Jackson stops at the first value that it cannot bind. Therefore the document is first parsed into a tree. Jackson binds
 * the tree; if it fails, the value that it names is recorded as an error and removed, and Jackson binds the rest again,
 * until it succeeds or there are enough errors. The result is then validated.
 */
public final class StrictJson {

    private final JsonMapper parser = StrictMappers.parser();
    private final JsonMapper binder;
    private final Validator validator;

    StrictJson(JsonMapper mapper, Validator validator) {
        this.binder = StrictMappers.binder(mapper);
        this.validator = validator;
    }

    /**
     * Reads a text as a {@link StrictBody} of that type.
     *
     * @throws ProblemException 400 for what is no JSON, or naming every field that is wrong
     */
    public <T> T read(String text, Class<T> type) {
        return read(text.getBytes(StandardCharsets.UTF_8), type, Map.of());
    }

    /** Reads a body. Fields that are absent from it have the values in {@code otherwise}. */
    <T> T read(byte[] body, Class<T> type, Map<String, String> otherwise) {
        ObjectNode root = parse(text(body));
        otherwise.forEach((field, value) -> {
            if (root.path(field).isMissingNode() || root.path(field).isNull()) {
                root.put(field, value);
            }
        });
        BodyTree tree = new BodyTree(root);
        BodyErrors errors = new BodyErrors();
        tree.removeUnstorableText(errors);
        T value = bind(tree, type, errors);
        if (value != null) {
            validator
                    .validate(value)
                    .forEach(violation -> errors.violated(tree.path(violation), violation.getMessage()));
        }
        if (value == null || !errors.isEmpty()) {
            throw ProblemException.invalid(errors.sorted());
        }
        return value;
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, "The body is not valid UTF-8.");
        }
    }

    private ObjectNode parse(String text) {
        JsonNode node;
        try {
            node = parser.readTree(text);
        } catch (JacksonException e) {
            throw JsonProblems.malformed(e);
        }
        if (node.isMissingNode()) {
            throw JsonProblems.empty();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw ProblemException.invalid("", "must be a JSON object");
    }

    private <T> @Nullable T bind(BodyTree tree, Class<T> type, BodyErrors errors) {
        while (!errors.isFull()) {
            try {
                return binder.treeToValue(tree.root(), type);
            } catch (InvalidDefinitionException ourFault) {
                throw ourFault;
            } catch (JacksonException e) {
                BodyTree.Removal removal = tree.remove(e.getPath());
                note(e, removal.path(), errors);
                if (!removal.happened()) {
                    return null;
                }
            }
        }
        return null;
    }

    private static void note(JacksonException e, String path, BodyErrors errors) {
        if (!(e instanceof ValueInstantiationException)) {
            errors.unbound(path, e);
        } else if (!errors.hasBelow(path)) {
            // A constructor that throws without a message for the caller is a fault of the service.
            String message = TypeMismatchMessages.refusedByConstructor(e);
            if (message == null) {
                throw e;
            }
            errors.refused(path, message);
        } else {
            errors.silence(path);
        }
    }
}
