package io.tableflow.iam.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers with a problem document whatever fails in a {@link RestController}, or before a controller was found. What fails in
 * a controller that renders pages is left to an {@code @ExceptionHandler} of theirs.
 */
@Component
@Order(ProblemExceptionResolver.BEFORE_SPRINGS_OWN)
class ProblemExceptionResolver implements HandlerExceptionResolver {

    /** Spring's, among them the one that knows {@code @ExceptionHandler}, are at 0 and would answer without a document. */
    static final int BEFORE_SPRINGS_OWN = -1;

    private static final Logger log = LoggerFactory.getLogger(ProblemExceptionResolver.class);

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (isForSecurity(failure) || PageControllers.haveMethod(handler)) {
            return null;
        }
        ProblemException problem = ProblemTranslator.translate(failure, request);
        try {
            if (problem != null) {
                ProblemWriter.write(problem, request, response);
            }
        } catch (IOException unwritable) {
            log.debug("{} {}: no way to answer", request.getMethod(), request.getRequestURI(), unwritable);
        }
        return new ModelAndView();
    }

    /** The security filters answer unknown callers and those without permission. */
    private static boolean isForSecurity(Exception failure) {
        return failure instanceof AccessDeniedException || failure instanceof AuthenticationException;
    }
}
