package io.tableflow.iam.policy.evaluation;

import java.util.List;

/**
 * What is known of one condition key of a request.
 *
 * @param values the values, for {@code KNOWN}: none if the request does not have the key; for {@code ANYTHING_BUT}: those that it
 *     does not have
 */
record ContextValue(Kind kind, List<String> values) {

    enum Kind {
        KNOWN,
        UNKNOWN,
        /** Absent, or any value but these. */
        ANYTHING_BUT
    }

    static final ContextValue ABSENT = new ContextValue(Kind.KNOWN, List.of());
    static final ContextValue UNKNOWN = new ContextValue(Kind.UNKNOWN, List.of());

    static ContextValue of(List<String> values) {
        return new ContextValue(Kind.KNOWN, List.copyOf(values));
    }

    static ContextValue of(String value) {
        return of(List.of(value));
    }

    boolean isKnown() {
        return kind == Kind.KNOWN;
    }

    boolean isAbsent() {
        return isKnown() && values.isEmpty();
    }
}
