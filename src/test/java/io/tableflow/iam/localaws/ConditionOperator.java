package io.tableflow.iam.localaws;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operator of a Condition element, with its set qualifier and its IfExists.
 *
 * @param negated whether it is met if no value of the policy matches, and also if the key is absent
 */
record ConditionOperator(String qualifier, String name, boolean ifExists, boolean negated) {

    private static final Pattern GRAMMAR = Pattern.compile("(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?");

    private static final Map<String, BiPredicate<String, String>> MATCHERS = Map.ofEntries(
            Map.entry("StringEquals", String::equals),
            Map.entry("StringEqualsIgnoreCase", String::equalsIgnoreCase),
            Map.entry("StringLike", Glob::matches),
            Map.entry("ArnEquals", Glob::matchesArn),
            Map.entry("ArnLike", Glob::matchesArn),
            Map.entry("Bool", String::equalsIgnoreCase),
            Map.entry("IpAddress", IpRange::contains),
            Map.entry("DateEquals", (wanted, actual) -> ConditionDates.compare(actual, wanted) == 0),
            Map.entry("DateLessThan", (wanted, actual) -> ConditionDates.compare(actual, wanted) < 0),
            Map.entry("DateLessThanEquals", (wanted, actual) -> ConditionDates.compare(actual, wanted) <= 0),
            Map.entry("DateGreaterThan", (wanted, actual) -> ConditionDates.compare(actual, wanted) > 0),
            Map.entry("DateGreaterThanEquals", (wanted, actual) -> ConditionDates.compare(actual, wanted) >= 0));

    private static final Map<String, String> NEGATIONS = Map.of(
            "StringNotEquals", "StringEquals",
            "StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase",
            "StringNotLike", "StringLike",
            "ArnNotEquals", "ArnEquals",
            "ArnNotLike", "ArnLike",
            "NotIpAddress", "IpAddress",
            "DateNotEquals", "DateEquals");

    /** Valid in a document, but not evaluated by the emulator. */
    private static final Set<String> UNJUDGED = Set.of(
            "BinaryEquals",
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericLessThanEquals",
            "NumericGreaterThan",
            "NumericGreaterThanEquals");

    static ConditionOperator parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return new ConditionOperator("", text, false, false);
        }
        String qualifier = matcher.group(1) == null ? "" : matcher.group(1);
        String name = matcher.group(2);
        boolean negated = NEGATIONS.containsKey(name);
        String judgedAs = NEGATIONS.getOrDefault(name, name);
        return new ConditionOperator(qualifier, judgedAs, matcher.group(3) != null, negated);
    }

    static boolean isKnown(String text) {
        String name = parse(text).name();
        return name.equals("Null") || MATCHERS.containsKey(name) || UNJUDGED.contains(name);
    }

    /** Compares the values that the request has for a key, possibly none, with those of the policy. */
    ConditionResult judge(List<String> values, List<String> wanted) {
        if (name.equals("Null") && !qualifier.isEmpty()) {
            return ConditionResult.of(qualifier.equals("ForAllValues"));
        }
        // Under a set operator and Null, an empty text is no value.
        List<String> actual = qualifier.isEmpty() && !name.equals("Null")
                ? values
                : values.stream().filter(value -> !value.isEmpty()).toList();
        if (qualifier.isEmpty() && actual.size() > 1) {
            return ConditionResult.UNKNOWN;
        }
        if (wanted.stream().anyMatch(value -> value.contains("${"))) {
            return ConditionResult.UNKNOWN;
        }
        if (name.equals("Null")) {
            return ConditionResult.of(wanted.contains(String.valueOf(actual.isEmpty())));
        }
        BiPredicate<String, String> matcher = MATCHERS.get(name);
        if (matcher == null) {
            return ConditionResult.UNKNOWN;
        }
        if (actual.isEmpty()) {
            return ConditionResult.of(ifExists || qualifier.equals("ForAllValues") || (negated && qualifier.isEmpty()));
        }
        try {
            return ConditionResult.of(holds(actual, wanted, matcher));
        } catch (IllegalArgumentException notOfThisType) {
            return ConditionResult.UNKNOWN;
        }
    }

    private boolean holds(List<String> actual, List<String> wanted, BiPredicate<String, String> matcher) {
        boolean any = actual.stream().anyMatch(value -> matchesOne(value, wanted, matcher) != negated);
        boolean all = actual.stream().allMatch(value -> matchesOne(value, wanted, matcher) != negated);
        boolean allAreAsked = qualifier.equals("ForAllValues") || (qualifier.isEmpty() && negated);
        return allAreAsked ? all : any;
    }

    private static boolean matchesOne(String actual, List<String> wanted, BiPredicate<String, String> matcher) {
        return wanted.stream().anyMatch(value -> matcher.test(value, actual));
    }
}
