package io.tableflow.iam.api.paging;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for: {@code ?limit=&after=}. A controller takes it as an argument
 * ({@code @ParameterObject Paging paging}); it arrives checked.
 *
 * @param limit how many items at most, {@value #MIN} to {@value #MAX}
 * @param after the position behind which to start, as {@link Page#of} was told it; null to start at the beginning
 */
public record Paging(
        @Parameter(
                description = "The maximum number of items on a page.",
                schema = @Schema(type = "integer", minimum = "" + MIN, maximum = "" + MAX, defaultValue = "" + DEFAULT))
        int limit,

        @Parameter(
                description = "Where the page begins: the unchanged `next` of an earlier page.",
                schema = @Schema(type = "string", maxLength = 2048))
        @Nullable
        String after) {

    static final int MIN = 1;
    static final int MAX = 200;
    static final int DEFAULT = 50;

    /** From the parameters as they were sent; a broken one is a problem that names it. */
    public static Paging of(@Nullable String limit, @Nullable String after) {
        return new Paging(
                limit == null ? DEFAULT : parse(limit), after == null || after.isEmpty() ? null : Cursor.decode(after));
    }

    /** How many rows to fetch: one more than fit, which tells whether there is a next page. */
    public int fetch() {
        return limit + 1;
    }

    /** The problem of a cursor that decodes to something that is no position of this list. */
    public static ProblemException brokenCursor() {
        return ProblemException.invalid("after", "must be the next of an earlier page");
    }

    private static int parse(String limit) {
        if (limit.matches("\\d{1,9}")) {
            int number = Integer.parseInt(limit);
            if (number >= MIN && number <= MAX) {
                return number;
            }
        }
        throw ProblemException.invalid("limit", "must be a whole number between " + MIN + " and " + MAX);
    }
}
