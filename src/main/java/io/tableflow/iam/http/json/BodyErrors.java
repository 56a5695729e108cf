package io.tableflow.iam.http.json;

import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.JsonPaths;
import io.tableflow.iam.http.problem.ParameterProblems;
import io.tableflow.iam.http.problem.TypeMismatchMessages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The errors found in a body so far, and the parts of it whose further errors only follow from those. */
final class BodyErrors {

    /** A caller with this many errors has to send the body again anyway. It bounds the work that one body can cause. */
    private static final int ENOUGH = 50;

    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> removed = new HashSet<>();
    private final Set<String> incomplete = new HashSet<>();

    /** Jackson could not bind the value at this path, which was removed. */
    void unbound(String path, JacksonException why) {
        if (why instanceof UnrecognizedPropertyException) {
            errors.add(new FieldError(path, "is not a known field"));
        } else {
            refused(path, TypeMismatchMessages.message(why));
        }
    }

    /** The value at this path is refused and was removed. */
    void refused(String path, String message) {
        errors.add(new FieldError(path, message));
        silence(path);
    }

    /** The value at this path was removed because of errors in its parts, which are known already. */
    void silence(String path) {
        removed.add(path);
        incomplete.add(parent(path));
    }

    /** A constraint is violated. Not an error if the cause is only that a value was removed. */
    void violated(String path, String message) {
        boolean consequence = incomplete.contains(path)
                || removed.stream().anyMatch(it -> path.equals(it) || JsonPaths.isBelow(path, it));
        if (!consequence) {
            errors.add(new FieldError(path, message));
        }
    }

    boolean hasBelow(String path) {
        return errors.stream().anyMatch(error -> JsonPaths.isBelow(error.field(), path));
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    boolean isFull() {
        return errors.size() >= ENOUGH;
    }

    List<FieldError> sorted() {
        return ParameterProblems.sorted(errors).stream().limit(ENOUGH).toList();
    }

    private static String parent(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return path.substring(0, Math.max(end, 0));
    }
}
