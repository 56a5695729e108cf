package io.tableflow.iam.api.paging;

import io.tableflow.iam.environment.ExpectedRevision;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Entity tags made of revisions (RFC 9110, 8.8.3 and 13.1.1). */
public final class Etags {

    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"";
    private static final Pattern ONE = Pattern.compile(TAG);
    private static final Pattern LIST = Pattern.compile("[ \\t,]*" + TAG + "(?:[ \\t]*,[ \\t,]*" + TAG + ")*[ \\t,]*");
    private static final Pattern OURS = Pattern.compile("\"(?:0|[1-9][0-9]{0,17})\"");
    private static final int LONGEST = 1024;

    private Etags() {}

    /** The tag of a revision, quotes included. */
    public static String of(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * The revisions that a caller names.
     *
     * @param ifMatch the {@code If-Match} header; without it, or with {@code *}, any revision will do
     * @throws ProblemException 400 if it is no list of tags
     */
    public static ExpectedRevision expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return ExpectedRevision.ANY;
        }
        if (ifMatch.length() > LONGEST || !LIST.matcher(ifMatch).matches()) {
            throw ProblemException.invalid(HttpHeaders.IF_MATCH, "must be * or entity tags such as \"3\"");
        }
        // If-Match compares strongly: a weak tag is never equal. Nor is one that this service has not made.
        return new ExpectedRevision(ONE.matcher(ifMatch)
                .results()
                .map(MatchResult::group)
                .filter(tag -> OURS.matcher(tag).matches())
                .map(tag -> Long.valueOf(tag.substring(1, tag.length() - 1)))
                .collect(Collectors.toSet()));
    }
}
