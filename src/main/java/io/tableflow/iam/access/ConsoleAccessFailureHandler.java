package io.tableflow.iam.access;

import io.tableflow.iam.http.request.Caller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Leads visitors who are not signed in to the form where they can, and shows others a page that says what they lack. */
final class ConsoleAccessFailureHandler implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String SIGN_IN = "/console/sign-in";

    private final ApplicationEventPublisher events;

    ConsoleAccessFailureHandler(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown) {
        String target = request.getContextPath() + SIGN_IN;
        if (request.getMethod().equals("GET") && !request.getServletPath().equals("/")) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            target += "?next=" + URLEncoder.encode(request.getServletPath() + query, StandardCharsets.UTF_8);
        }
        if (!ConsoleSessions.isByItself(request)) {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader(HttpHeaders.LOCATION, target);
        } else {
            // A page that refreshes itself goes to the form as a whole, instead of showing the form inside of it.
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            response.setHeader("HX-Redirect", request.getContextPath() + SIGN_IN);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, ServletException {
        boolean isForged = denied instanceof CsrfException || isForeign(denied);
        String why = isForged
                ? "The form is not one that this console has just shown you."
                : "This needs a token with the scope " + Scopes.neededFor(request) + ".";
        events.publishEvent(new AccessDeniedEvent.AccessRefused(Caller.current().name(), why));
        request.setAttribute(ConsoleRefusal.class.getName(), new ConsoleRefusal(isForged, why));
        request.getRequestDispatcher(ConsoleRefusal.PATH).forward(request, response);
    }

    private static boolean isForeign(AccessDeniedException denied) {
        return ForeignRequestFilter.FROM_ANOTHER_SITE.equals(denied.getMessage());
    }
}
