package io.tableflow.iam.http.server;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies beyond {@value #LIMIT} bytes: at once where the length is announced, else while reading. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
public class BodyLimitFilter extends OncePerRequestFilter {

    public static final int LIMIT = 256 * 1024;

    public static ProblemException tooLarge() {
        return new ProblemException(ProblemCode.PAYLOAD_TOO_LARGE, "A body may have " + LIMIT / 1024 + " KiB at most.");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > LIMIT) {
            throw tooLarge();
        }
        boolean announced = request.getContentLengthLong() >= 0;
        chain.doFilter(announced ? request : new LimitedRequest(request, LIMIT), response);
    }
}
