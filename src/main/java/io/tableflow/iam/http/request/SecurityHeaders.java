package io.tableflow.iam.http.request;

import io.tableflow.iam.http.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Headers by which browsers and proxies treat an answer only as what it is. Every answer has them: they are set before
 * all other filters run, and again where an answer is reset.
 */
@Component
@Order(FilterOrder.SECURITY_HEADERS)
public class SecurityHeaders extends OncePerRequestFilter {

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    /** Answers are data: a browser must not load or run anything in them, whatever it takes them for. */
    private static final String DATA =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Swagger UI consists of our own files, and of styles that it creates itself. It runs only scripts from files. */
    private static final String SWAGGER_UI = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    /**
     * The console consists of our own files and nothing else: no script or style is inline. Its live updates are read from
     * here, and its forms are sent here.
     */
    private static final String CONSOLE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            HttpHeaders.CACHE_CONTROL,
            "no-store",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        set(request, response::setHeader);
        chain.doFilter(request, response);
    }

    /** Sets the headers on the answer to a request. */
    public static void set(HttpServletRequest request, BiConsumer<String, String> answer) {
        ALWAYS.forEach(answer);
        answer.accept(CONTENT_SECURITY_POLICY, policy(request.getRequestURI()));
        if (isConsole(request.getRequestURI())) {
            // With no-referrer, browsers do not say where a form comes from either: its Origin would be null.
            answer.accept("Referrer-Policy", "same-origin");
        }
        if (request.isSecure()) {
            answer.accept("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static String policy(@Nullable String path) {
        return isSwaggerUi(path) ? SWAGGER_UI : isConsole(path) ? CONSOLE : DATA;
    }

    private static boolean isConsole(@Nullable String path) {
        return path != null && (path.equals("/") || path.equals("/console") || path.startsWith("/console/"));
    }

    private static boolean isSwaggerUi(@Nullable String path) {
        return path != null && path.startsWith("/swagger-ui/");
    }
}
