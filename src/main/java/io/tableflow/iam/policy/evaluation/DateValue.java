package io.tableflow.iam.policy.evaluation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Dates as conditions have them: the forms of ISO 8601 that the W3C's note on date and time formats lists, or seconds since the epoch
 * (IAM User Guide, "IAM JSON policy elements: Condition operators"). Four digits are a year.
 */
final class DateValue {

    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{1,12}");

    private DateValue() {}

    /** The instant; empty if the text is not a date. */
    static Optional<Instant> parse(String text) {
        try {
            if (text.indexOf('T') > 0) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            if (YEAR.matcher(text).matches()) {
                return Optional.of(startOf(LocalDate.of(Integer.parseInt(text), 1, 1)));
            }
            if (EPOCH_SECONDS.matcher(text).matches()) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(startOf(
                    MONTH.matcher(text).matches() ? YearMonth.parse(text).atDay(1) : LocalDate.parse(text)));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
