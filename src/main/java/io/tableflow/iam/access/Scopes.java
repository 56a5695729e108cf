package io.tableflow.iam.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatchers;

/** The permissions of a token. Writing does not imply reading: a pipeline can have one without the other. */
final class Scopes {

    static final String READ = "environments:read";
    static final String WRITE = "environments:write";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Questions that are too long for a query, and change nothing. */
    private static final RequestMatcher QUESTIONS = RequestMatchers.anyOf(
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/access-checks"),
            PathPatternRequestMatcher.withDefaults()
                    .matcher(HttpMethod.POST, "/console/environments/{name}/access-check"));

    private Scopes() {}

    static String neededFor(HttpServletRequest request) {
        return READING.contains(request.getMethod()) || QUESTIONS.matches(request) ? READ : WRITE;
    }

    static String authority(String scope) {
        return "SCOPE_" + scope;
    }
}
