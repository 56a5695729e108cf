package io.tableflow.iam.http.problem;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** The problems for what Spring MVC throws before, in and after a controller. */
public final class MvcProblems {

    private MvcProblems() {}

    static @Nullable ProblemException of(Throwable failure) {
        ProblemException parameter = ParameterProblems.of(failure);
        if (parameter != null) {
            return parameter;
        }
        BadRequestException frames = ProblemWriter.cause(failure, BadRequestException.class);
        if (frames != null && !(frames instanceof ClientAbortException)) {
            return new ProblemException(ProblemCode.INVALID_REQUEST, "The body is not framed as HTTP frames bodies.");
        }
        return switch (failure) {
            case HttpMessageNotReadableException e -> unreadable(e);
            case NoHandlerFoundException e -> nothingHere();
            case NoResourceFoundException e -> nothingHere();
            case HttpRequestMethodNotSupportedException e -> decorated(e, methods(e));
            case HttpMediaTypeNotAcceptableException e ->
                new ProblemException(
                        ProblemCode.NOT_ACCEPTABLE, "On offer here: " + types(e.getSupportedMediaTypes()) + ".");
            case HttpMediaTypeNotSupportedException e ->
                decorated(
                        e,
                        "The body must be sent as " + types(e.getSupportedMediaTypes()) + "; say so in Content-Type.");
            case AsyncRequestTimeoutException e -> busy("The answer took too long; try again.");
            case RequestRejectedException e ->
                new ProblemException(
                        ProblemCode.INVALID_REQUEST, "The path or a header holds characters that are refused.");
            case InvalidParameterException e ->
                new ProblemException(
                        ProblemCode.INVALID_REQUEST,
                        "The query or form can't be decoded, or has too many parameters; check its percent escapes.");
            case ErrorResponse e -> fromStatus(e);
            default -> null;
        };
    }

    /** Answers that the caller should simply try again. */
    public static ProblemException busy(String detail) {
        return new ProblemException(ProblemCode.UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(5));
    }

    public static ProblemException nothingHere() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is nothing at this path.");
    }

    private static @Nullable ProblemException unreadable(HttpMessageNotReadableException e) {
        JacksonException json = ProblemWriter.cause(e, JacksonException.class);
        if (json != null) {
            return JsonProblems.of(json);
        }
        // Without a cause it is Spring's "required request body is missing"; with one, reading itself failed.
        return e.getCause() == null ? JsonProblems.empty() : null;
    }

    private static String methods(HttpRequestMethodNotSupportedException e) {
        String[] supported = e.getSupportedMethods();
        return supported == null
                ? "The method is not known here."
                : Arrays.stream(supported).sorted().collect(Collectors.joining(", ", "Allowed here: ", "."));
    }

    private static String types(List<MediaType> types) {
        return types.isEmpty()
                ? MediaType.APPLICATION_JSON_VALUE
                : types.stream()
                        .map(MediaType::toString)
                        .filter(type -> !type.contains("*"))
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private static ProblemException fromStatus(ErrorResponse e) {
        ProblemCode type = ProblemCode.of(e.getStatusCode());
        // Only faults of the caller are explained. The reason of a 5xx could reveal internals.
        String detail = e.getBody().getDetail();
        return decorated(e, detail == null || type.status().is5xxServerError() ? type.title() + "." : detail);
    }

    /** A problem with the headers that Spring would send, such as Allow and Accept. */
    private static ProblemException decorated(ErrorResponse e, String detail) {
        ProblemException problem = new ProblemException(ProblemCode.of(e.getStatusCode()), detail);
        e.getHeaders().forEach((name, values) -> values.forEach(value -> problem.withHeader(name, value)));
        return problem;
    }
}
