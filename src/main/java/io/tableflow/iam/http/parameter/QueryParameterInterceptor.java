package io.tableflow.iam.http.parameter;

import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ParameterProblems;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.server.BodyLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses every request with a query parameter that its operation does not declare, or that is sent more than once. A
 * parameter that is passed over does harm: {@code DELETE ?dryrun=true} would delete. So the operation's own signature
 * says which parameters exist, in that letter case, and no controller has to remember the check. For the same reason, a body
 * is refused where the operation has none.
 */
@Configuration(proxyBeanMethods = false)
class QueryParameterInterceptor implements WebMvcConfigurer, HandlerInterceptor {

    private static final String OURS = "io.tableflow.";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private static final List<String> CONDITIONS =
            List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_UNMODIFIED_SINCE);

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof HandlerMethod operation && isOurs(operation)) {
            List<FieldError> errors = errors(sent(request, operation), DeclaredParameters.of(operation));
            errors.addAll(conditions(request, operation));
            if (!errors.isEmpty()) {
                throw ProblemException.invalid(ParameterProblems.sorted(errors));
            }
            if (!DeclaredParameters.hasBody(operation)) {
                requireNoBody(request);
            }
        }
        return true;
    }

    /** What is meant as a parameter may have been sent in a body. An empty JSON object says nothing that could be missed. */
    private static void requireNoBody(HttpServletRequest request) throws IOException {
        String body = new String(BodyLimit.read(request.getInputStream()), StandardCharsets.UTF_8).strip();
        if (!body.isEmpty() && !body.equals("{}")) {
            throw ProblemException.invalid("", "this operation has no body; its parameters are in the query");
        }
    }

    /** Those of Spring's own endpoints and of the pages of Swagger UI are theirs to judge. */
    private static boolean isOurs(HandlerMethod operation) {
        return operation.getBeanType().getName().startsWith(OURS)
                && AnnotatedElementUtils.hasAnnotation(operation.getBeanType(), RestController.class);
    }

    /**
     * The parameters as they were sent. The fields of a form count too where the operation has no body, because there
     * nothing else would notice them. Where it has one, they do not: the servlet API would consume the body to read them.
     */
    private static Map<String, List<String>> sent(HttpServletRequest request, HandlerMethod operation) {
        if (DeclaredParameters.hasBody(operation)) {
            return UriComponentsBuilder.newInstance()
                    .query(request.getQueryString())
                    .build()
                    .getQueryParams();
        }
        return request.getParameterMap().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, parameter -> Arrays.asList(parameter.getValue())));
    }

    private static List<FieldError> errors(Map<String, List<String>> sent, List<String> declared) {
        List<FieldError> errors = new ArrayList<>();
        sent.forEach((name, values) -> {
            if (!declared.contains(name)) {
                errors.add(new FieldError(name, unknown(name, declared)));
            } else if (values.size() > 1) {
                errors.add(new FieldError(name, "must be sent once"));
            } else if (values.stream().anyMatch(value -> value != null && value.indexOf('\0') >= 0)) {
                // PostgreSQL cannot represent it, not even to compare with it.
                errors.add(new FieldError(name, "must not hold U+0000"));
            }
        });
        return errors;
    }

    /**
     * A condition on a change that the operation does not know. To pass over {@code If-None-Match: *}, which asks that there be
     * nothing yet, would change what the caller wanted to leave alone.
     */
    private static List<FieldError> conditions(HttpServletRequest request, HandlerMethod operation) {
        if (READING.contains(request.getMethod())) {
            return List.of();
        }
        String known = DeclaredParameters.hasHeader(operation, HttpHeaders.IF_MATCH)
                ? "is no condition of this operation; it has If-Match"
                : "is no condition of this operation, which has none";
        return CONDITIONS.stream()
                .filter(name -> request.getHeader(name) != null && !DeclaredParameters.hasHeader(operation, name))
                .map(name -> new FieldError(name, known))
                .toList();
    }

    private static String unknown(String name, List<String> declared) {
        return declared.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(it -> "is not a parameter; write " + it)
                .orElse("is not a parameter of this operation, which has "
                        + (declared.isEmpty() ? "none" : String.join(", ", declared)));
    }
}
