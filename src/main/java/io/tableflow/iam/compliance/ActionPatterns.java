package io.tableflow.iam.compliance;

import io.tableflow.iam.policy.statement.Names;
import java.util.Locale;

/** What the patterns of an Action element may name. In doubt the answer is yes. */
final class ActionPatterns {

    private ActionPatterns() {}

    /** Whether the element may name an action: all that follows a wildcard counts as matching. */
    static boolean mayName(Names element, String action) {
        return element.negated()
                ? element.patterns().stream().noneMatch(action::equalsIgnoreCase)
                : element.patterns().stream().anyMatch(pattern -> mayMatch(pattern, action));
    }

    private static boolean mayMatch(String pattern, String action) {
        int wildcard = firstWildcard(pattern);
        return wildcard < 0
                ? pattern.equalsIgnoreCase(action)
                : action.toLowerCase(Locale.ROOT)
                        .startsWith(pattern.substring(0, wildcard).toLowerCase(Locale.ROOT));
    }

    /** Whether a pattern is all actions, or all of a service. */
    static boolean isWholeService(String pattern) {
        int colon = pattern.indexOf(':');
        return pattern.equals("*") || (colon > 0 && firstWildcard(pattern) <= colon + 1 && firstWildcard(pattern) >= 0);
    }

    private static int firstWildcard(String pattern) {
        int star = pattern.indexOf('*');
        int one = pattern.indexOf('?');
        return star < 0 ? one : one < 0 ? star : Math.min(star, one);
    }
}
