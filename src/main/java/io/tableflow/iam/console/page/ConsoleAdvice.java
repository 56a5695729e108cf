package io.tableflow.iam.console.page;

import io.tableflow.iam.accesscheck.AccessCheckException;
import io.tableflow.iam.compliance.WaiverException;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.problem.ProblemTranslator;
import io.tableflow.iam.http.request.RequestIdFilter;
import io.tableflow.iam.planning.PlanningException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;

/** What every page of the console has, and the page that is shown where something fails. */
@ControllerAdvice(basePackages = "io.tableflow.iam.console")
@ConditionalOnConsole
class ConsoleAdvice {

    private static final String WRITE = "SCOPE_environments:write";

    private final ConsoleAssets assets;
    private final ConsoleTimes times;

    ConsoleAdvice(ConsoleAssets assets, ConsoleTimes times) {
        this.assets = assets;
        this.times = times;
    }

    @ModelAttribute
    void page(Model model, HttpServletRequest request) {
        model.addAllAttributes(shared(request));
    }

    private Map<String, ?> shared(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        boolean isSignedIn = caller != null
                && caller.getAuthorities().stream()
                        .anyMatch(it -> String.valueOf(it.getAuthority()).startsWith("SCOPE_"));
        return Map.of(
                "assets",
                assets,
                "times",
                times,
                "path",
                request.getRequestURI(),
                "csrf",
                csrf(request),
                SentForms.FIELD,
                UUID.randomUUID().toString(),
                "caller",
                isSignedIn && caller != null ? caller.getName() : "",
                "mayWrite",
                caller != null && caller.getAuthorities().stream().anyMatch(it -> WRITE.equals(it.getAuthority())));
    }

    /** Read here, so that a new visitor's cookie is part of the answer before any of the page is. */
    private static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
    }

    /** Everything that fails, in the words of the API. Null: nobody is left to read an answer. */
    @ExceptionHandler
    @Nullable
    ModelAndView problem(Exception failure, HttpServletRequest request, HttpServletResponse response) {
        ProblemException problem = ProblemTranslator.translate(translated(failure), request);
        if (problem == null) {
            return null;
        }
        problem.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        ModelAndView page = new ModelAndView("console/problem", problem.status());
        page.addAllObjects(shared(request));
        page.addObject("problem", problem);
        page.addObject("requestId", RequestIdFilter.idOf(request));
        return page;
    }

    /** Refusals of the domain have the names of the API's problems. */
    static Exception translated(Exception failure) {
        return switch (failure) {
            case EnvironmentException refused ->
                new ProblemException(
                        code(refused.reason().code()),
                        refused.detail(),
                        refused.violations().stream()
                                .map(it -> new FieldError(it.field(), it.rule()))
                                .toList());
            case PlanningException unreadable ->
                new ProblemException(
                        code(unreadable.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')),
                        String.valueOf(unreadable.getMessage()));
            case AccessCheckException unanswered -> unanswered(unanswered);
            case WaiverException refused -> refused(refused);
            default -> failure;
        };
    }

    private static ProblemException refused(WaiverException refused) {
        return switch (refused.reason()) {
            case NO_RULE -> new ProblemException(ProblemCode.NOT_FOUND, refused.detail());
            case NOT_WAIVABLE -> new ProblemException(ProblemCode.RULE_NOT_WAIVABLE, refused.detail());
            case END -> ProblemException.invalid("until", refused.detail());
        };
    }

    private static ProblemException unanswered(AccessCheckException failure) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure.reason()) {
            case ACCOUNT_NOT_CONNECTED -> new ProblemException(ProblemCode.ACCOUNT_NOT_CONNECTED, detail);
            case AWS_UNAVAILABLE -> new ProblemException(ProblemCode.AWS_UNAVAILABLE, detail);
            case AWS_REFUSED -> new ProblemException(ProblemCode.AWS_REFUSED, detail);
            case NO_ROLE -> new ProblemException(ProblemCode.ENVIRONMENT_INCOMPLETE, detail);
            case NOT_ABOUT_ROLE -> ProblemException.invalid("resource", detail);
        };
    }

    private static ProblemCode code(String value) {
        for (ProblemCode code : ProblemCode.values()) {
            if (code.value().equals(value)) {
                return code;
            }
        }
        throw new IllegalArgumentException("There is no problem " + value);
    }
}
