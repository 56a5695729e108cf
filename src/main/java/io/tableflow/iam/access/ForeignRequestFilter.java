package io.tableflow.iam.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a form that a browser says comes from another site ({@code Sec-Fetch-Site}, which scripts cannot set), whatever token it
 * has. A browser that does not send the header is left to the CSRF token alone.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
final class ForeignRequestFilter extends OncePerRequestFilter {

    static final String FROM_ANOTHER_SITE = "The form was sent by another site";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    private final AccessDeniedHandler refusals;

    ForeignRequestFilter(AccessDeniedHandler refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && FOREIGN.contains(site) && !READING.contains(request.getMethod())) {
            refusals.handle(request, response, new AccessDeniedException(FROM_ANOTHER_SITE));
            return;
        }
        chain.doFilter(request, response);
    }
}
