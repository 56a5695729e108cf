package io.tableflow.iam.localaws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates as conditions have them: ISO 8601 with or without a time of day, or seconds since the epoch. */
final class ConditionDates {

    private ConditionDates() {}

    static int compare(String one, String other) {
        return parse(one).compareTo(parse(other));
    }

    private static Instant parse(String text) {
        try {
            if (text.matches("\\d{1,12}")) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException notADate) {
            throw new IllegalArgumentException(notADate);
        }
    }
}
