package io.tableflow.iam.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionOperatorTest {

    /** Lists are separated by blanks; an empty list of actual values is a key that the request does not have. */
    @ParameterizedTest
    @CsvSource({
        "StringEquals,                 a,       a b,   MET",
        "StringEquals,                 A,       a,     UNMET",
        "StringEquals,                 '',      a,     UNMET",
        "StringEqualsIfExists,         '',      a,     MET",
        "StringEqualsIfExists,         b,       a,     UNMET",
        "StringNotEquals,              a,       a b,   UNMET",
        "StringNotEquals,              c,       a b,   MET",
        "StringNotEquals,              '',      a,     MET",
        "StringEqualsIgnoreCase,       A,       a,     MET",
        "StringNotEqualsIgnoreCase,    A,       a,     UNMET",
        "StringLike,                   abc,     a?*,   MET",
        "StringNotLike,                abc,     a*,    UNMET",
        "StringEquals,                 a,       ${x},  UNKNOWN",
        "ForAnyValue:StringEquals,     a z,     a b,   MET",
        "ForAnyValue:StringEquals,     '',      a,     UNMET",
        "ForAllValues:StringEquals,    a z,     a b,   UNMET",
        "ForAllValues:StringEquals,    a b,     a b,   MET",
        "ForAllValues:StringEquals,    '',      a,     MET",
        "ForAnyValue:StringNotEquals,  a z,     a,     MET",
        "ForAllValues:StringNotEquals, a z,     a,     UNMET",
        "Bool,                         true,    True,  MET",
        "Null,                         '',      true,  MET",
        "Null,                         a,       true,  UNMET",
        "Null,                         a,       false, MET",
        "IpAddress,                    10.1.2.3, 10.1.0.0/16, MET",
        "IpAddress,                    10.2.2.3, 10.1.0.0/16, UNMET",
        "NotIpAddress,                 10.2.2.3, 10.1.0.0/16, MET",
        "IpAddress,                    2001:db8::1, 2001:db8::/32, MET",
        "IpAddress,                    10.1.2.3, everywhere, UNKNOWN",
        "IpAddress,                    10.1.2.3, 10.0.0.0/x, UNKNOWN",
        "DateEquals,                   2026-01-01T00:00:00Z, 2026-01-01, MET",
        "DateEquals,                   2026-01-01T00:00:00Z, 1767225600, MET",
        "DateLessThan,                 2026-01-01T00:00:00Z, 2026-01-01T01:00:00+01:00, UNMET",
        "DateLessThanEquals,           2026-01-01T00:00:00Z, 2026-01-01T01:00:00+01:00, MET",
        "DateGreaterThan,              2026-01-02T00:00:00Z, 2026-01-01, MET",
        "DateGreaterThanEquals,        2025-01-02T00:00:00Z, 2026-01-01, UNMET",
        "DateGreaterThan,              2026-01-02T00:00:00Z, tomorrow, UNKNOWN",
        "ArnEquals,                    arn:aws:iam::1:role/a, arn:aws:iam::*:role/*, MET",
        "ArnLike,                      arn:aws:iam::1:role/a, arn:*:role/a, UNMET",
        "ArnNotLike,                   arn:aws:iam::1:role/a, arn:aws:iam::2:*, MET",
        "NumericEquals,                1,       1,     UNKNOWN",
        "SomethingElse,                1,       1,     UNKNOWN"
    })
    void judges(String operator, String actual, String wanted, ConditionResult verdict) {
        assertThat(ConditionOperator.parse(operator).judge(values(actual), values(wanted)))
                .isEqualTo(verdict);
    }

    private static List<String> values(String text) {
        return Arrays.stream(text.split(" ")).filter(value -> !value.isEmpty()).toList();
    }
}
