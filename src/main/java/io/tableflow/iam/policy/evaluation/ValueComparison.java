package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.IpBlock;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * How the operators of a condition compare one value of the policy with one of the request (IAM User Guide, "IAM JSON policy elements:
 * Condition operators"). A value of the request that is not of the operator's type does not match; one of the policy is invalid,
 * and AWS does not say what it does then.
 */
enum ValueComparison {
    STRING_EQUALS {
        @Override
        Match compare(Glob wanted, String actual) {
            return Match.of(wanted.text().equals(actual));
        }
    },
    STRING_EQUALS_IGNORE_CASE {
        @Override
        Match compare(Glob wanted, String actual) {
            return Match.of(wanted.text().equalsIgnoreCase(actual));
        }
    },
    STRING_LIKE {
        @Override
        Match compare(Glob wanted, String actual) {
            return Match.of(wanted.matches(actual));
        }
    },
    ARN_LIKE {
        @Override
        Match compare(Glob wanted, String actual) {
            return ArnPattern.match(wanted, actual);
        }
    },
    BOOL {
        @Override
        Match compare(Glob wanted, String actual) {
            return isBoolean(wanted.text()) ? Match.of(wanted.text().equalsIgnoreCase(actual)) : Match.UNDETERMINED;
        }
    },
    NULL {
        @Override
        Match compare(Glob wanted, String isAbsent) {
            return BOOL.compare(wanted, isAbsent);
        }
    },
    IP_ADDRESS {
        @Override
        Match compare(Glob wanted, String actual) {
            return typed(IpBlock::parse, wanted, actual, IpBlock::contains);
        }
    },
    BINARY_EQUALS {
        @Override
        Match compare(Glob wanted, String actual) {
            return typed(ValueComparison::bytes, wanted, actual, Arrays::equals);
        }
    },
    DATE_EQUALS {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareDates(wanted, actual, sign -> sign == 0);
        }
    },
    DATE_LESS_THAN {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareDates(wanted, actual, sign -> sign < 0);
        }
    },
    DATE_LESS_THAN_EQUALS {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareDates(wanted, actual, sign -> sign <= 0);
        }
    },
    DATE_GREATER_THAN {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareDates(wanted, actual, sign -> sign > 0);
        }
    },
    DATE_GREATER_THAN_EQUALS {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareDates(wanted, actual, sign -> sign >= 0);
        }
    },
    NUMERIC_EQUALS {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareNumbers(wanted, actual, sign -> sign == 0);
        }
    },
    NUMERIC_LESS_THAN {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareNumbers(wanted, actual, sign -> sign < 0);
        }
    },
    NUMERIC_LESS_THAN_EQUALS {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareNumbers(wanted, actual, sign -> sign <= 0);
        }
    },
    NUMERIC_GREATER_THAN {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareNumbers(wanted, actual, sign -> sign > 0);
        }
    },
    NUMERIC_GREATER_THAN_EQUALS {
        @Override
        Match compare(Glob wanted, String actual) {
            return compareNumbers(wanted, actual, sign -> sign >= 0);
        }
    };

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?");

    /** Compares; for NULL the second is whether the key is absent. */
    abstract Match compare(Glob wanted, String actual);

    /** Whether policy variables are replaced in its values. */
    boolean allowsVariables() {
        return switch (this) {
            case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE, STRING_LIKE, ARN_LIKE -> true;
            default -> false;
        };
    }

    static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static Match compareDates(Glob wanted, String actual, IntPredicate sign) {
        return typed(DateValue::parse, wanted, actual, (limit, date) -> sign.test(date.compareTo(limit)));
    }

    private static Match compareNumbers(Glob wanted, String actual, IntPredicate sign) {
        return typed(ValueComparison::number, wanted, actual, (limit, number) -> sign.test(number.compareTo(limit)));
    }

    private static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static <T> Match typed(
            Function<String, Optional<T>> type, Glob wanted, String actual, java.util.function.BiPredicate<T, T> test) {
        Optional<T> limit = type.apply(wanted.text());
        return limit.isEmpty()
                ? Match.UNDETERMINED
                : Match.of(type.apply(actual)
                        .filter(value -> test.test(limit.get(), value))
                        .isPresent());
    }
}
