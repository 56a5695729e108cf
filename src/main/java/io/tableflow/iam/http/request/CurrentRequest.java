package io.tableflow.iam.http.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The request that the current thread serves.
 *
 * @param id its correlation id, which is also in the log and in the answer's {@code X-Request-Id}
 * @param method its method
 * @param path its path as it was sent, without the query, and truncated if it is very long
 */
public record CurrentRequest(String id, String method, String path) {

    private static final int LONGEST = 256;

    /** The current thread's request; empty if there is none. */
    public static Optional<CurrentRequest> find() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Optional.ofNullable(of(attributes.getRequest()))
                : Optional.empty();
    }

    /** The query as it was sent, not decoded; empty if there is none. */
    public static String query() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Objects.requireNonNullElse(attributes.getRequest().getQueryString(), "")
                : "";
    }

    private static @Nullable CurrentRequest of(HttpServletRequest request) {
        String id = RequestIdFilter.idOf(request);
        return id == null ? null : new CurrentRequest(id, cut(request.getMethod()), cut(request.getRequestURI()));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
