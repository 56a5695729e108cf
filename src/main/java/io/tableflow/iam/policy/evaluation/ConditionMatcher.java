package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.IpBlock;
import io.tableflow.iam.policy.evaluation.ConditionOperator.SetOperator;
import io.tableflow.iam.policy.statement.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Evaluates one condition (IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context
 * keys").
 */
final class ConditionMatcher {

    private final Condition condition;
    private final boolean hasVariables;
    private final EffectiveContext context;
    private final String key;
    private final Set<String> missing = new TreeSet<>();

    private ConditionMatcher(Condition condition, boolean hasVariables, EffectiveContext context) {
        this.condition = condition;
        this.hasVariables = hasVariables;
        this.context = context;
        this.key = condition.key().toLowerCase(Locale.ROOT);
    }

    static ElementMatch match(Condition condition, boolean hasVariables, EffectiveContext context) {
        return new ConditionMatcher(condition, hasVariables, context).match();
    }

    private ElementMatch match() {
        Optional<ConditionOperator> operator = ConditionOperator.parse(condition.operator());
        if (operator.isEmpty()) {
            return result(Match.UNDETERMINED, "AWS documents no operator " + condition.operator());
        }
        ContextValue value = context.lookup(key);
        Optional<String> invalid = invalid(operator.get(), value);
        if (invalid.isPresent()) {
            return result(Match.UNDETERMINED, invalid.get());
        }
        Match match = match(operator.get(), value);
        return result(match, reason(operator.get(), value, match));
    }

    private Optional<String> invalid(ConditionOperator operator, ContextValue value) {
        if (operator.isNull() || condition.values().isEmpty()) {
            return Optional.empty();
        }
        if (!operator.hasSet()
                && (ContextKeys.isMultivalued(key) || (value.values().size() > 1 && value.isKnown()))) {
            return Optional.of(condition.key() + " may have several values, so it needs ForAllValues or ForAnyValue");
        }
        if (operator.comparison() == ValueComparison.BOOL) {
            if (condition.values().size() > 1) {
                return Optional.of("Bool with several values is invalid");
            }
            if (hasVariables && condition.values().getFirst().contains("${")) {
                return Optional.of("AWS's pages disagree whether Bool replaces variables");
            }
        }
        return Optional.empty();
    }

    private Match match(ConditionOperator operator, ContextValue value) {
        if (operator.isNull()) {
            return matchNull(operator, value);
        }
        if (condition.values().isEmpty()) {
            return matchNoValues(operator, value);
        }
        if (!value.isKnown()) {
            return matchUnknown(operator, value);
        }
        List<String> actual = operator.hasSet() ? notEmpty(value) : value.values();
        if (actual.isEmpty()) {
            return operator.ofAbsentKey();
        }
        return operator.set() == SetOperator.FOR_ANY_VALUE
                ? Match.any(actual.stream().map(it -> matchOne(operator, it)))
                : Match.all(actual.stream().map(it -> matchOne(operator, it)));
    }

    /** An empty value counts as no data. */
    private static List<String> notEmpty(ContextValue value) {
        return value.values().stream().filter(it -> !it.isEmpty()).toList();
    }

    // IAM Access Analyzer, "Policy check reference": with ForAllValues it is always true, with ForAnyValue always
    // false.
    private Match matchNull(ConditionOperator operator, ContextValue value) {
        if (operator.hasSet()) {
            return Match.of(operator.set() == SetOperator.FOR_ALL_VALUES);
        }
        if (condition.values().isEmpty()) {
            return Match.MATCHED;
        }
        if (!value.isKnown()) {
            return unknown();
        }
        String isAbsent = String.valueOf(notEmpty(value).isEmpty());
        return Match.any(condition.values().stream().map(it -> ValueComparison.NULL.compare(Glob.of(it), isAbsent)));
    }

    // IAM Access Analyzer, "Policy check reference": what an empty list of values means.
    private Match matchNoValues(ConditionOperator operator, ContextValue value) {
        if (operator.set() == SetOperator.FOR_ANY_VALUE) {
            return Match.NOT_MATCHED;
        }
        if (operator.set() == SetOperator.NONE && !operator.ifExists()) {
            return Match.MATCHED;
        }
        return value.isKnown() ? Match.of(notEmpty(value).isEmpty()) : unknown();
    }

    private Match matchUnknown(ConditionOperator operator, ContextValue value) {
        boolean isPlain = !operator.hasSet() && !operator.ifExists();
        if (isPlain
                && operator.comparison() == ValueComparison.IP_ADDRESS
                && condition.values().stream().allMatch(this::isNeverSeen)) {
            return Match.of(operator.negated());
        }
        if (isPlain
                && !operator.negated()
                && operator.comparison() == ValueComparison.STRING_EQUALS
                && value.kind() == ContextValue.Kind.ANYTHING_BUT
                && condition.values().stream().allMatch(it -> isExcluded(it, value))) {
            return Match.NOT_MATCHED;
        }
        return unknown();
    }

    private boolean isExcluded(String wanted, ContextValue value) {
        return !wanted.contains("${") && value.values().contains(wanted);
    }

    // AWS sees public addresses only (IAM User Guide, "AWS global condition context keys": aws:SourceIp).
    private boolean isNeverSeen(String block) {
        return key.equals("aws:sourceip")
                && IpBlock.parse(block).filter(IpBlock::isNotPublic).isPresent();
    }

    private Match matchOne(ConditionOperator operator, String actual) {
        Match match = Match.any(condition.values().stream().map(it -> compare(operator, it, actual)));
        return operator.negated() ? match.negate() : match;
    }

    private Match compare(ConditionOperator operator, String wanted, String actual) {
        if (operator.comparison() == ValueComparison.IP_ADDRESS && isNeverSeen(wanted)) {
            return Match.NOT_MATCHED;
        }
        boolean replaces = hasVariables && operator.comparison().allowsVariables();
        PolicyVariables.Resolved resolved = PolicyVariables.resolve(wanted, replaces, context);
        missing.addAll(resolved.missing());
        return resolved.result() == Match.MATCHED
                ? operator.comparison().compare(resolved.glob(), actual)
                : resolved.result();
    }

    private Match unknown() {
        missing.add(condition.key());
        return Match.UNKNOWN;
    }

    private ElementMatch result(Match match, String reason) {
        Set<String> keys = match == Match.UNKNOWN ? missing : Set.of();
        return new ElementMatch("Condition/" + condition.operator() + "/" + condition.key(), match, reason, keys);
    }

    private String reason(ConditionOperator operator, ContextValue value, Match match) {
        return switch (match) {
            case MATCHED ->
                value.isAbsent() ? condition.key() + " is not in the request" : condition.key() + " matches";
            case NOT_MATCHED ->
                value.isAbsent() ? condition.key() + " is not in the request" : mismatch(operator, value);
            case UNKNOWN -> "it is not known what the request has for " + String.join(", ", missing);
            case UNDETERMINED -> "a value of the policy is not of the type that " + condition.operator() + " compares";
        };
    }

    private String mismatch(ConditionOperator operator, ContextValue value) {
        if (operator.comparison() == ValueComparison.STRING_EQUALS && !operator.negated()) {
            if (anyValue(value, String::equalsIgnoreCase)) {
                return condition.key() + " differs only in letter case";
            }
            if (anyValue(value, (wanted, actual) -> Glob.of(wanted).matches(actual))) {
                return condition.key() + " does not match: under StringEquals * and ? are letters";
            }
        }
        return condition.key() + " does not match";
    }

    private boolean anyValue(ContextValue value, java.util.function.BiPredicate<String, String> test) {
        return value.values().stream()
                .anyMatch(actual -> condition.values().stream().anyMatch(wanted -> test.test(wanted, actual)));
    }
}
