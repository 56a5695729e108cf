package io.tableflow.iam.api.environment;

import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.http.problem.PageControllers;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.problem.ProblemTranslator;
import io.tableflow.iam.http.problem.ProblemWriter;
import io.tableflow.iam.planning.PlanningException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers refusals of the domain, which knows nothing of HTTP. */
@Component
@Order(DomainProblemResolver.BEFORE_THE_GENERAL_ONE)
class DomainProblemResolver implements HandlerExceptionResolver {

    /** The resolver for all other failures would treat them as faults of the service. */
    static final int BEFORE_THE_GENERAL_ONE = -2;

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        ProblemException problem = switch (failure) {
            case EnvironmentException refused -> EnvironmentProblems.of(refused);
            case PlanningException unreadable -> PlanningProblems.of(unreadable);
            default -> null;
        };
        if (problem == null || PageControllers.haveMethod(handler)) {
            return null;
        }
        ProblemTranslator.translate(problem, request);
        try {
            ProblemWriter.write(problem, request, response);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return new ModelAndView();
    }
}
