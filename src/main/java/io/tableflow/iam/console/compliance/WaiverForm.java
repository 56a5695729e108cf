package io.tableflow.iam.console.compliance;

import io.tableflow.iam.compliance.Waiver;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into the form of a waiver.
 *
 * @param rule whose waiver; empty: nothing was typed yet
 * @param until a day, in UTC, at whose beginning it ceases to count
 */
record WaiverForm(String rule, String reason, String ticket, String until) {

    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_TICKET = 200;
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F]");

    /** Before anything was typed: a month. */
    static WaiverForm empty(Instant now) {
        return new WaiverForm(
                "",
                "",
                "",
                LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(30).toString());
    }

    /** Whether it was filled in for that rule. */
    public boolean isOf(String id) {
        return rule.equals(id);
    }

    /**
     * The terms that it asks for, by the rules of the API.
     *
     * @throws ProblemException 400, naming every field that is wrong
     */
    Waiver.Terms terms() {
        List<FieldError> errors = new ArrayList<>();
        check("reason", reason.strip(), LONGEST_REASON, true, errors);
        check("ticket", ticket.strip(), LONGEST_TICKET, false, errors);
        Instant end = end();
        if (end == null) {
            errors.add(new FieldError("until", "must be a day, such as 2026-06-30"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Waiver.Terms(reason.strip(), ticket.isBlank() ? null : ticket.strip(), Objects.requireNonNull(end));
    }

    private static void check(String field, String text, int longest, boolean required, List<FieldError> errors) {
        if (required && text.isEmpty()) {
            errors.add(new FieldError(field, "is required"));
        } else if (text.length() > longest) {
            errors.add(new FieldError(field, "must have 1-" + longest + " characters"));
        } else if (CONTROL.matcher(text).find()) {
            errors.add(new FieldError(field, "must be one line that says something"));
        }
    }

    private @Nullable Instant end() {
        try {
            return LocalDate.parse(until.strip()).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
