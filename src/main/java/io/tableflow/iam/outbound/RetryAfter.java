package io.tableflow.iam.outbound;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Reads the HTTP header {@code Retry-After} (RFC 9110, section 10.2.3). */
public final class RetryAfter {

    private static final String SECONDS = "\\d{1,9}";

    private RetryAfter() {}

    /**
     * How long to wait.
     *
     * @param header seconds, or a date of HTTP
     * @return zero where the header says neither, or a moment that has passed
     */
    public static Duration parse(String header, Instant now) {
        String value = header.strip();
        if (value.matches(SECONDS)) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }
}
