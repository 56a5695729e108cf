package io.tableflow.iam.policy.trust;

import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The actions that a statement of a trust names. IAM compares them without regard to letter case
 * (IAM User Guide, "IAM JSON policy elements: Action"), and {@code *} at their end stands for any rest.
 */
enum StatementActions {
    ASSUME_ROLE("sts:AssumeRole"),
    /** By itself it lets nobody in: a session begins with AssumeRole. */
    TAG_SESSION("sts:TagSession");

    private final String action;

    StatementActions(String action) {
        this.action = action;
    }

    /** Whether the statement names it, among others or by a pattern. No for a statement that names exceptions. */
    boolean isIn(JsonNode statement) {
        return TrustExposure.texts(statement.path("Action")).stream().anyMatch(covers());
    }

    /** Whether the statement names it, and nothing else. */
    boolean isAllOf(JsonNode statement) {
        return statement.has("Action")
                && TrustExposure.texts(statement.path("Action")).stream().allMatch(action::equalsIgnoreCase);
    }

    private Predicate<String> covers() {
        String lowerCase = action.toLowerCase(Locale.ROOT);
        return named -> named.endsWith("*")
                ? lowerCase.startsWith(named.substring(0, named.length() - 1).toLowerCase(Locale.ROOT))
                : named.equalsIgnoreCase(action);
    }
}
