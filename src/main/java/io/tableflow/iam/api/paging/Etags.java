package io.tableflow.iam.api.paging;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Entity tags made of revisions (RFC 9110, 8.8.3 and 13.1.1). */
public final class Etags {

    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"";
    private static final Pattern ONE = Pattern.compile(TAG);
    private static final Pattern LIST = Pattern.compile("[ \\t,]*" + TAG + "(?:[ \\t]*,[ \\t,]*" + TAG + ")*[ \\t,]*");
    private static final int LONGEST = 1024;

    private Etags() {}

    /** The tag of a revision, quotes included. */
    public static String of(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * Goes on only if the caller knows the revision that stands.
     *
     * @param ifMatch the {@code If-Match} header; without it, or with {@code *}, any revision will do
     * @throws ProblemException 412 if it names only others, 400 if it is no list of tags
     */
    public static void requireMatch(@Nullable String ifMatch, long revision) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        if (ifMatch.length() > LONGEST || !LIST.matcher(ifMatch).matches()) {
            throw ProblemException.invalid(HttpHeaders.IF_MATCH, "must be * or entity tags such as \"3\"");
        }
        Matcher tags = ONE.matcher(ifMatch);
        while (tags.find()) {
            // If-Match compares strongly: a weak tag is never equal.
            if (tags.group().equals(of(revision))) {
                return;
            }
        }
        throw new ProblemException(
                ProblemCode.PRECONDITION_FAILED,
                "It stands at revision " + revision + ". Read it again, and decide again.");
    }
}
