package io.tableflow.iam.http.problem;

import io.tableflow.iam.http.request.RequestIdFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.DisconnectedClientHelper;

/** Maps any exception to a problem, and logs those that are faults of the service. */
public final class ProblemTranslator {

    private static final Logger log = LoggerFactory.getLogger(ProblemTranslator.class);

    private ProblemTranslator() {}

    /** The problem to answer with; null if nobody is left to read an answer. */
    public static @Nullable ProblemException translate(Throwable failure, HttpServletRequest request) {
        ProblemException known = known(failure);
        if (known == null && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            log.debug("{} {}: the client went away", request.getMethod(), request.getRequestURI());
            return null;
        }
        if (known == null) {
            String id = RequestIdFilter.idOf(request);
            log.error("{} {} failed, correlation id {}", request.getMethod(), request.getRequestURI(), id, failure);
            return new ProblemException(
                    ProblemCode.INTERNAL_ERROR, "The request could not be completed; the log has it under " + id + ".");
        }
        if (known.status().is5xxServerError()) {
            log.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), failure.toString());
        }
        return known;
    }

    private static @Nullable ProblemException known(Throwable failure) {
        ProblemException problem = ProblemWriter.cause(failure, ProblemException.class);
        if (problem != null) {
            return problem;
        }
        ProblemException mvc = MvcProblems.of(failure);
        return mvc != null ? mvc : DatabaseProblems.of(failure);
    }
}
