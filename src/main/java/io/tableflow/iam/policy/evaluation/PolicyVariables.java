package io.tableflow.iam.policy.evaluation;

import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replaces policy variables (IAM User Guide, "IAM policy elements: Variables and tags"): {@code ${key}}, {@code ${key, 'default'}}, and
 * {@code ${*}}, {@code ${?}}, {@code ${$}} for these letters. What is replaced holds no wildcards, whatever its letters.
 */
final class PolicyVariables {

    /**
     * A text with its variables replaced.
     *
     * @param result MATCHED: it could be replaced; NOT_MATCHED: a key is absent or has several values, so that the text matches nothing
     */
    record Resolved(Glob glob, Match result, Set<String> missing) {}

    private final EffectiveContext context;
    private final StringBuilder text = new StringBuilder();
    private final BitSet wildcards = new BitSet();
    private final Set<String> missing = new TreeSet<>();
    private Match result = Match.MATCHED;

    private PolicyVariables(EffectiveContext context) {
        this.context = context;
    }

    static Resolved resolve(String text, boolean hasVariables, EffectiveContext context) {
        if (!hasVariables || !text.contains("${")) {
            return new Resolved(Glob.of(text), Match.MATCHED, Set.of());
        }
        PolicyVariables variables = new PolicyVariables(context);
        variables.append(text);
        return new Resolved(
                new Glob(variables.text.toString(), variables.wildcards), variables.result, variables.missing);
    }

    private void append(String source) {
        int place = 0;
        while (place < source.length()) {
            int end = source.startsWith("${", place) ? source.indexOf('}', place) : -1;
            if (end < 0) {
                char letter = source.charAt(place++);
                wildcards.set(text.length(), letter == '*' || letter == '?');
                text.append(letter);
            } else {
                replace(source.substring(place + 2, end));
                place = end + 1;
            }
        }
    }

    private void replace(String variable) {
        if (variable.equals("*") || variable.equals("?") || variable.equals("$")) {
            text.append(variable);
            return;
        }
        int comma = variable.indexOf(',');
        String key = (comma < 0 ? variable : variable.substring(0, comma)).strip();
        ContextValue value = context.lookup(key);
        if (!value.isKnown()) {
            missing.add(key);
            result = result.and(Match.UNKNOWN);
        } else if (value.values().size() == 1 && !ContextKeys.isMultivalued(key.toLowerCase(Locale.ROOT))) {
            text.append(value.values().getFirst());
        } else if (value.isAbsent() && comma > 0) {
            text.append(unquoted(variable.substring(comma + 1).strip()));
        } else {
            result = Match.NOT_MATCHED;
        }
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("'") && text.endsWith("'")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
