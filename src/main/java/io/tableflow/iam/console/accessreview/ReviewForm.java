package io.tableflow.iam.console.accessreview;

import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into the form of a review.
 *
 * @param nextDue a day, in UTC; empty: after the usual time
 */
record ReviewForm(String note, String nextDue) {

    static final ReviewForm EMPTY = new ReviewForm("", "");

    private static final int LONGEST_NOTE = 2000;

    /**
     * Checks the note by the rules of the API, and the form of the day.
     *
     * @throws ProblemException 400, naming every field that is wrong
     */
    void check() {
        List<FieldError> errors = new ArrayList<>();
        if (note.isBlank()) {
            errors.add(new FieldError("note", "must not be blank"));
        } else if (note.length() > LONGEST_NOTE) {
            errors.add(new FieldError("note", "must have 1-" + LONGEST_NOTE + " characters"));
        }
        if (!nextDue.isBlank() && due() == null) {
            errors.add(new FieldError("nextDue", "must be a day, such as 2027-03-01"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    /** When the next one is due; null if that is not said. */
    @Nullable
    Instant due() {
        try {
            return nextDue.isBlank()
                    ? null
                    : LocalDate.parse(nextDue.strip())
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
