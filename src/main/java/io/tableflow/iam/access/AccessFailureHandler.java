package io.tableflow.iam.access;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.problem.ProblemWriter;
import io.tableflow.iam.http.request.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers unknown callers (401) and callers without permission (403): a problem document, and RFC 6750's header. */
final class AccessFailureHandler implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ApplicationEventPublisher events;

    AccessFailureHandler(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown)
            throws IOException {
        ProblemException problem;
        if (!(unknown instanceof OAuth2AuthenticationException refused)) {
            problem = new ProblemException(ProblemCode.UNAUTHORIZED, "Send an Authorization header: Bearer <token>.")
                    .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        } else {
            boolean malformed = refused.getError() instanceof BearerTokenError error
                    && error.getHttpStatus().value() == 400;
            String why = malformed
                    ? "The Authorization header is malformed."
                    : "The token is unknown, expired or not meant for this service.";
            problem = new ProblemException(malformed ? ProblemCode.INVALID_REQUEST : ProblemCode.UNAUTHORIZED, why)
                    .withHeader(
                            HttpHeaders.WWW_AUTHENTICATE,
                            challenge(refused.getError().getErrorCode(), why));
            // A request without any token is most likely a mistake, and is not recorded.
            events.publishEvent(
                    new AccessDeniedEvent.LoginRefused(Caller.current().name(), why));
        }
        ProblemWriter.write(problem, request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        String scope = Scopes.neededFor(request);
        String why = "This call needs the scope " + scope + ".";
        events.publishEvent(new AccessDeniedEvent.AccessRefused(Caller.current().name(), why));
        ProblemWriter.write(
                new ProblemException(ProblemCode.FORBIDDEN, why)
                        .withHeader(
                                HttpHeaders.WWW_AUTHENTICATE,
                                challenge("insufficient_scope", why) + ", scope=\"" + scope + "\""),
                request,
                response);
    }

    /** RFC 6750: what was wrong with the token. */
    static String challenge(String error, String description) {
        return "Bearer error=\"" + error + "\", error_description=\"" + description + "\"";
    }
}
