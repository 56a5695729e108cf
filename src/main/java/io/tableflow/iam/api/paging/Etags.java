package io.tableflow.iam.api.paging;

import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.environment.ExpectedRevision;
import io.tableflow.iam.environment.ExpectedRevision.Revision;
import io.tableflow.iam.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Entity tags of environments (RFC 9110, 8.8.3 and 13.1.1), opaque to callers: {@code "id.revision.shown"}. The id keeps
 * apart environments that have the same name one after the other. The digest of what is shown changes also where the
 * revision does not, as with a trust that expires or a sweep of the account, so that a 304 is never wrong. It does not
 * count for {@code If-Match}, which is about what the caller may change.
 */
public final class Etags {

    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"";
    private static final Pattern ONE = Pattern.compile(TAG);
    private static final Pattern LIST = Pattern.compile("[ \\t,]*" + TAG + "(?:[ \\t]*,[ \\t,]*" + TAG + ")*[ \\t,]*");
    private static final Pattern OURS =
            Pattern.compile("\"([A-Za-z0-9_-]{21}[AQgw])\\.(0|[1-9][0-9]{0,17})\\.[A-Za-z0-9_-]{12}\"");
    private static final int LONGEST = 2048;
    private static final int BYTES_OF_DIGEST = 9;

    private Etags() {}

    /**
     * The tag of a revision, quotes included.
     *
     * @param shown the whole body that is shown with it
     */
    public static String of(UUID environment, long revision, byte[] shown) {
        byte[] id = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(environment.getMostSignificantBits())
                .putLong(environment.getLeastSignificantBits())
                .array();
        return "\"" + base64(id) + "." + revision + "." + base64(Arrays.copyOf(Sha256.sha256(shown), BYTES_OF_DIGEST))
                + "\"";
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
            throw ProblemException.invalid(
                    HttpHeaders.IF_MATCH, "must be * or entity tags in quotes, as the ETag of an answer has them");
        }
        // If-Match compares strongly: a weak tag is never equal. Nor is one that this service has not made.
        return new ExpectedRevision(ONE.matcher(ifMatch)
                .results()
                .map(MatchResult::group)
                .flatMap(tag -> revision(tag).stream())
                .collect(Collectors.toSet()));
    }

    /** The revision that a tag of this service is for; empty if it is none. */
    public static Optional<Revision> revision(String tag) {
        Matcher ours = OURS.matcher(tag);
        if (!ours.matches()) {
            return Optional.empty();
        }
        ByteBuffer id = ByteBuffer.wrap(Base64.getUrlDecoder().decode(ours.group(1)));
        return Optional.of(new Revision(new UUID(id.getLong(), id.getLong()), Long.parseLong(ours.group(2))));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
