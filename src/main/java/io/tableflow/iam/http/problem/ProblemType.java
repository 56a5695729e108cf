package io.tableflow.iam.http.problem;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * A kind of problem that callers can tell apart by program. The shared ones are here; every room declares its own.
 *
 * @param code stable, kebab-case
 * @param status the status it is answered with
 * @param title what it is, the same words every time
 */
public record ProblemType(String code, HttpStatus status, String title) {

    /** Something in the request is wrong; {@code errors} names what. */
    public static final ProblemType INVALID_REQUEST =
            new ProblemType("invalid-request", HttpStatus.BAD_REQUEST, "The request is not valid");

    /** The body is not JSON. */
    public static final ProblemType MALFORMED_JSON =
            new ProblemType("malformed-json", HttpStatus.BAD_REQUEST, "The body is not valid JSON");

    /** No caller, or one that we do not know. */
    public static final ProblemType UNAUTHORIZED =
            new ProblemType("unauthorized", HttpStatus.UNAUTHORIZED, "A valid bearer token is needed");

    /** A caller that may not do this. */
    public static final ProblemType FORBIDDEN =
            new ProblemType("forbidden", HttpStatus.FORBIDDEN, "The token does not allow this");

    /** There is no such thing. */
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", HttpStatus.NOT_FOUND, "Not found");

    /** The path exists, the method does not; the {@code Allow} header names those that do. */
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType("method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here");

    /** We have no representation that the caller accepts. */
    public static final ProblemType NOT_ACCEPTABLE = new ProblemType(
            "not-acceptable", HttpStatus.NOT_ACCEPTABLE, "None of the accepted media types is on offer");

    /** The body took too long to arrive. */
    public static final ProblemType REQUEST_TIMEOUT =
            new ProblemType("request-timeout", HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time");

    /** Somebody else was faster. */
    public static final ProblemType CONCURRENT_CHANGE =
            new ProblemType("concurrent-change", HttpStatus.CONFLICT, "It was changed by somebody else meanwhile");

    /** {@code If-Match} names another revision than the one that stands. */
    public static final ProblemType PRECONDITION_FAILED = new ProblemType(
            "precondition-failed", HttpStatus.PRECONDITION_FAILED, "It is not the revision that If-Match names");

    /** The body is longer than we read. */
    public static final ProblemType PAYLOAD_TOO_LARGE =
            new ProblemType("payload-too-large", HttpStatus.CONTENT_TOO_LARGE, "The body is too large");

    /** The body is of a media type that we do not read. */
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE = new ProblemType(
            "unsupported-media-type", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's media type is not supported");

    /** Our own fault. */
    public static final ProblemType INTERNAL_ERROR =
            new ProblemType("internal-error", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side");

    /** Not now; {@code Retry-After} says when. */
    public static final ProblemType UNAVAILABLE =
            new ProblemType("unavailable", HttpStatus.SERVICE_UNAVAILABLE, "The service can't answer right now");

    private static final List<ProblemType> SHARED = List.of(
            INVALID_REQUEST,
            UNAUTHORIZED,
            FORBIDDEN,
            NOT_FOUND,
            METHOD_NOT_ALLOWED,
            NOT_ACCEPTABLE,
            REQUEST_TIMEOUT,
            CONCURRENT_CHANGE,
            PRECONDITION_FAILED,
            PAYLOAD_TOO_LARGE,
            UNSUPPORTED_MEDIA_TYPE,
            INTERNAL_ERROR,
            UNAVAILABLE);

    /** The URN that identifies this type in a problem document. */
    public URI uri() {
        return URI.create("urn:tableflow-iam:problem:" + code);
    }

    /** The type for a status that something beneath us chose: a shared one, else one named like the status. */
    public static ProblemType of(HttpStatusCode code) {
        HttpStatus resolved = HttpStatus.resolve(code.value());
        HttpStatus status = resolved != null
                ? resolved
                : code.is4xxClientError() ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR;
        return SHARED.stream()
                .filter(type -> type.status() == status)
                .findFirst()
                .orElseGet(() -> named(status));
    }

    private static ProblemType named(HttpStatus status) {
        String phrase = status.getReasonPhrase();
        String code = phrase.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new ProblemType(code, status, phrase);
    }
}
