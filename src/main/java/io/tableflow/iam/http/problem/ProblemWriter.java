package io.tableflow.iam.http.problem;

import io.tableflow.iam.http.request.RequestIdFilter;
import io.tableflow.iam.http.request.SecurityHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problem documents. It writes to the response directly instead of through message converters, so that the
 * answer is the same from a controller, a filter or Tomcat itself, and for any {@code Accept}.
 */
public final class ProblemWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemWriter() {}

    /** Answers with the problem, unless an answer was already sent. */
    public static void write(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        // Headers of an unfinished answer, such as Location or ETag, must not be on the problem.
        response.reset();
        SecurityHeaders.set(request, response::setHeader);
        String id = RequestIdFilter.idOf(request);
        if (id != null) {
            response.setHeader(RequestIdFilter.HEADER, id);
        }
        response.setStatus(problem.status().value());
        problem.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        byte[] body = json(problem, request.getRequestURI(), id);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** The document as UTF-8. */
    public static byte[] json(ProblemException problem, @Nullable String path, @Nullable String requestId) {
        return JSON.writeValueAsBytes(Problem.of(problem, path == null ? null : reference(path), requestId));
    }

    /** What Tomcat refused may not be a URI, but {@code instance} has to be one. */
    private static String reference(String path) {
        try {
            return URI.create(path).toString();
        } catch (IllegalArgumentException notUri) {
            return UriUtils.encodePath(path, StandardCharsets.UTF_8);
        }
    }

    /** The first of the causes with that type. */
    static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        return causes(failure).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
    }
}
