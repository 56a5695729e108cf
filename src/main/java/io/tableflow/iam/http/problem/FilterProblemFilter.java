package io.tableflow.iam.http.problem;

import io.tableflow.iam.http.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers with a problem document what other filters throw: Spring MVC does not see these. */
@Component
@Order(FilterOrder.PROBLEMS)
class FilterProblemFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException failure) {
            if (response.isCommitted()) {
                // Half an answer is out: only a broken connection can still tell the caller.
                throw failure;
            }
            ProblemException problem = ProblemTranslator.translate(failure, request);
            if (problem != null) {
                ProblemWriter.write(problem, request, response);
            }
        }
    }
}
