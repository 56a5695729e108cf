package io.tableflow.iam.console.page;

import io.tableflow.iam.accesscheck.AccessCheckException;
import io.tableflow.iam.compliance.WaiverException;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.planning.PlanningException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/** What is wrong with a form that was sent. It is shown above the form, which keeps what was filled in. */
public final class FormProblem {

    private FormProblem() {}

    /** Before anything was sent. */
    public static void none(Model model) {
        model.addAttribute("problem", null);
        model.addAttribute("wrong", Set.of());
    }

    /**
     * Shows it.
     *
     * @throws RuntimeException the failure itself, if the form can do nothing about it
     */
    public static void show(RuntimeException failure, Model model, HttpServletResponse response) {
        ProblemException problem = of(failure);
        if (problem == null) {
            throw failure;
        }
        response.setStatus(problem.status().value());
        model.addAttribute("problem", problem);
        model.addAttribute(
                "wrong",
                problem.errors().stream()
                        .map(error -> error.field().split("[.\\[]", 2)[0])
                        .collect(Collectors.toSet()));
    }

    private static @Nullable ProblemException of(RuntimeException failure) {
        return switch (failure) {
            case ProblemException problem -> problem;
            case EnvironmentException refused -> (ProblemException) ConsoleAdvice.translated(refused);
            case PlanningException unreadable -> (ProblemException) ConsoleAdvice.translated(unreadable);
            case AccessCheckException unanswered -> (ProblemException) ConsoleAdvice.translated(unanswered);
            case WaiverException refused -> (ProblemException) ConsoleAdvice.translated(refused);
            default -> null;
        };
    }
}
