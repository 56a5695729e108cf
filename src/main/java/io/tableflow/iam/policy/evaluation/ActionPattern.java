package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.statement.Names;

/**
 * The patterns of an Action element: a service and an action with {@code *} and {@code ?} in both, or {@code *} alone. Letter case
 * does not count in either (IAM User Guide, "IAM JSON policy elements: Action").
 */
public final class ActionPattern {

    private ActionPattern() {}

    /** Whether an element, Action or NotAction, applies to an action. */
    public static boolean appliesTo(Names element, String action) {
        return isListed(element, action) != element.negated();
    }

    /** Whether one of an element's patterns matches an action. */
    static boolean isListed(Names element, String action) {
        return element.patterns().stream().anyMatch(pattern -> matches(pattern, action));
    }

    /** Whether a pattern, as an Action element has it, matches an action such as {@code sts:AssumeRole}. */
    public static boolean matches(String pattern, String action) {
        int ofAction = action.indexOf(':');
        return isOfService(pattern, action.substring(0, ofAction))
                && Glob.matchesIgnoringCase(
                        pattern.substring(pattern.indexOf(':') + 1), action.substring(ofAction + 1));
    }

    /** Whether a pattern matches actions of a service, such as {@code s3}. */
    public static boolean isOfService(String pattern, String service) {
        int colon = pattern.indexOf(':');
        return colon < 0 ? pattern.equals("*") : Glob.matchesIgnoringCase(pattern.substring(0, colon), service);
    }

    /** Whether a pattern matches all actions of at least one service. */
    public static boolean isWholeService(String pattern) {
        int colon = pattern.indexOf(':');
        String actions = pattern.substring(colon + 1);
        return !actions.isEmpty() && actions.chars().allMatch(letter -> letter == '*');
    }
}
