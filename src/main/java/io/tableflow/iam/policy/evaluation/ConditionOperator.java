package io.tableflow.iam.policy.evaluation;

import java.util.Map;
import java.util.Optional;

/**
 * One operator of a Condition element.
 *
 * @param negated whether it matches where no value of the policy does
 * @param ifExists whether it matches where the key is absent
 */
record ConditionOperator(SetOperator set, ValueComparison comparison, boolean negated, boolean ifExists) {

    /** How the values of a key with several are judged. */
    enum SetOperator {
        NONE(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        SetOperator(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final String IF_EXISTS = "IfExists";

    private static final Map<String, ValueComparison> COMPARISONS = Map.ofEntries(
            Map.entry("StringEquals", ValueComparison.STRING_EQUALS),
            Map.entry("StringEqualsIgnoreCase", ValueComparison.STRING_EQUALS_IGNORE_CASE),
            Map.entry("StringLike", ValueComparison.STRING_LIKE),
            Map.entry("NumericEquals", ValueComparison.NUMERIC_EQUALS),
            Map.entry("NumericLessThan", ValueComparison.NUMERIC_LESS_THAN),
            Map.entry("NumericLessThanEquals", ValueComparison.NUMERIC_LESS_THAN_EQUALS),
            Map.entry("NumericGreaterThan", ValueComparison.NUMERIC_GREATER_THAN),
            Map.entry("NumericGreaterThanEquals", ValueComparison.NUMERIC_GREATER_THAN_EQUALS),
            Map.entry("DateEquals", ValueComparison.DATE_EQUALS),
            Map.entry("DateLessThan", ValueComparison.DATE_LESS_THAN),
            Map.entry("DateLessThanEquals", ValueComparison.DATE_LESS_THAN_EQUALS),
            Map.entry("DateGreaterThan", ValueComparison.DATE_GREATER_THAN),
            Map.entry("DateGreaterThanEquals", ValueComparison.DATE_GREATER_THAN_EQUALS),
            Map.entry("Bool", ValueComparison.BOOL),
            Map.entry("BinaryEquals", ValueComparison.BINARY_EQUALS),
            Map.entry("IpAddress", ValueComparison.IP_ADDRESS),
            Map.entry("ArnEquals", ValueComparison.ARN_LIKE),
            Map.entry("ArnLike", ValueComparison.ARN_LIKE),
            Map.entry("Null", ValueComparison.NULL));

    private static final Map<String, ValueComparison> NEGATIONS = Map.of(
            "StringNotEquals", ValueComparison.STRING_EQUALS,
            "StringNotEqualsIgnoreCase", ValueComparison.STRING_EQUALS_IGNORE_CASE,
            "StringNotLike", ValueComparison.STRING_LIKE,
            "NumericNotEquals", ValueComparison.NUMERIC_EQUALS,
            "DateNotEquals", ValueComparison.DATE_EQUALS,
            "NotIpAddress", ValueComparison.IP_ADDRESS,
            "ArnNotEquals", ValueComparison.ARN_LIKE,
            "ArnNotLike", ValueComparison.ARN_LIKE);

    /** The operator; empty if AWS documents none of that name. {@code Null} has no IfExists. */
    static Optional<ConditionOperator> parse(String text) {
        SetOperator set = SetOperator.NONE;
        for (SetOperator each : SetOperator.values()) {
            set = text.startsWith(each.prefix) ? each : set;
        }
        String name = text.substring(set.prefix.length());
        boolean ifExists = name.endsWith(IF_EXISTS);
        String base = ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
        if (base.equals("Null") && ifExists) {
            return Optional.empty();
        }
        boolean negated = NEGATIONS.containsKey(base);
        SetOperator qualifier = set;
        return Optional.ofNullable(negated ? NEGATIONS.get(base) : COMPARISONS.get(base))
                .map(comparison -> new ConditionOperator(qualifier, comparison, negated, ifExists));
    }

    boolean isNull() {
        return comparison == ValueComparison.NULL;
    }

    boolean hasSet() {
        return set != SetOperator.NONE;
    }

    /** What it says of a key that the request does not have. */
    Match ofAbsentKey() {
        return Match.of(ifExists || set == SetOperator.FOR_ALL_VALUES || (negated && !hasSet()));
    }
}
