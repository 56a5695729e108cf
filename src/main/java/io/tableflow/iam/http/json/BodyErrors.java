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

/** What is wrong with a body so far, and what follows from it and so is not worth a line of its own. */
final class BodyErrors {

    /** Who has this many to mend will call again anyhow; it bounds the work that one body can make. */
    private static final int ENOUGH = 50;

    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> incomplete = new HashSet<>();

    /** Jackson could not bind the value there, and it was taken out. */
    void unbound(String path, JacksonException why) {
        if (why instanceof UnrecognizedPropertyException) {
            errors.add(new FieldError(path, "is not a known field"));
        } else {
            refused(path, TypeMismatchMessages.message(why));
        }
    }

    /** The value there is refused, and was taken out. */
    void refused(String path, String message) {
        errors.add(new FieldError(path, message));
        silence(path);
    }

    /** The value there was taken out for what is already known of its parts. */
    void silence(String path) {
        taken.add(path);
        incomplete.add(parent(path));
    }

    /** A constraint does not hold, unless that is only so because a value was taken out. */
    void violated(String path, String message) {
        boolean consequence = incomplete.contains(path)
                || taken.stream().anyMatch(it -> path.equals(it) || JsonPaths.isBelow(path, it));
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
