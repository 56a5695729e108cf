package io.tableflow.iam.http.json;

import io.tableflow.iam.http.problem.JsonPaths;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A parsed body. Values can be removed from it, and the others still know their paths in the body as it was sent. */
final class BodyTree {

    private final ObjectNode root;

    /** For arrays that lost elements: the index in the body of each element that is left. */
    private final IdentityHashMap<ArrayNode, List<Integer>> positions = new IdentityHashMap<>();

    BodyTree(ObjectNode root) {
        this.root = root;
    }

    /**
     * The result of an attempt to remove a value.
     *
     * @param path where the value was
     * @param happened whether it was there
     */
    record Removal(String path, boolean happened) {}

    ObjectNode root() {
        return root;
    }

    /** Removes the value that a path of Jackson leads to. */
    Removal remove(List<JacksonException.Reference> references) {
        Walk walk = new Walk();
        for (JacksonException.Reference reference : references) {
            boolean known = reference.getPropertyName() != null
                    ? walk.toProperty(reference.getPropertyName())
                    : walk.toElement(reference.getIndex());
            if (!known) {
                return new Removal(walk.path, false);
            }
        }
        return new Removal(walk.path, walk.cut());
    }

    /** The path in the body of the value that violates a constraint. */
    String path(ConstraintViolation<?> violation) {
        Walk walk = new Walk();
        for (Path.Node step : violation.getPropertyPath()) {
            if (step.isInIterable() && step.getIndex() != null) {
                walk.toElement(step.getIndex());
            } else if (step.isInIterable() && step.getKey() != null) {
                walk.toProperty(step.getKey().toString());
            }
            if (step.getKind() == ElementKind.PROPERTY) {
                walk.toProperty(step.getName());
            }
        }
        return walk.path;
    }

    /** Removes text that neither PostgreSQL nor UTF-8 can represent: U+0000 and halves of surrogate pairs. */
    void removeUnstorableText(BodyErrors errors) {
        removeUnstorableText(root, "", errors);
    }

    private void removeUnstorableText(JsonNode node, String path, BodyErrors errors) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                String child = JsonPaths.property(path, name);
                if (isUnstorable(name) || isUnstorable(object.path(name))) {
                    errors.refused(child, "must not hold U+0000 or half of a surrogate pair");
                    object.remove(name);
                } else {
                    removeUnstorableText(object.path(name), child, errors);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                String child = JsonPaths.index(path, i);
                if (isUnstorable(array.path(i))) {
                    errors.refused(child, "must not hold U+0000 or half of a surrogate pair");
                    removeElement(array, i);
                } else {
                    removeUnstorableText(array.path(i), child, errors);
                }
            }
        }
    }

    private static boolean isUnstorable(JsonNode node) {
        return node.isString() && isUnstorable(node.stringValue());
    }

    private static boolean isUnstorable(String text) {
        return text.codePoints()
                .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private int position(ArrayNode array, int index) {
        List<Integer> known = positions.get(array);
        return known == null ? index : known.get(index);
    }

    private void removeElement(ArrayNode array, int index) {
        positions
                .computeIfAbsent(
                        array,
                        it -> new ArrayList<>(
                                IntStream.range(0, it.size()).boxed().toList()))
                .remove(/* index */ index);
        array.remove(index);
    }

    /** A walk from the root down, which builds the path in the body as it goes. */
    private final class Walk {

        private JsonNode node = root;
        private String path = "";
        private @Nullable Runnable cut;

        boolean toProperty(String name) {
            path = JsonPaths.property(path, name);
            boolean known = node instanceof ObjectNode object && object.has(name);
            cut = known && node instanceof ObjectNode object ? () -> object.remove(name) : null;
            node = node.path(name);
            return known;
        }

        boolean toElement(int index) {
            boolean known = node instanceof ArrayNode array && index >= 0 && index < array.size();
            if (known && node instanceof ArrayNode array) {
                path = JsonPaths.index(path, position(array, index));
                cut = () -> removeElement(array, index);
            } else {
                cut = null;
            }
            node = node.path(index);
            return known;
        }

        boolean cut() {
            if (cut == null) {
                return false;
            }
            cut.run();
            return true;
        }
    }
}
