package io.tableflow.iam.http.problem;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Ends a request with a problem document (RFC 9457). */
public class ProblemException extends RuntimeException {

    private final ProblemCode code;
    private final String detail;
    private final List<FieldError> errors;
    private final HttpHeaders headers = new HttpHeaders();

    /** A problem in words: what is wrong with this request, and what the caller can do. */
    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of());
    }

    /** A problem, with the parts of the request that cause it. */
    public ProblemException(ProblemCode code, String detail, List<FieldError> errors) {
        super(code.value() + ": " + detail);
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
    }

    /** One part of the request is wrong. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** Several parts of the request are wrong; name all of them at once. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(
                ProblemCode.INVALID_REQUEST,
                errors.size() == 1
                        ? "One field is not valid; see errors."
                        : errors.size() + " fields are not valid; see errors.",
                errors);
    }

    /** Adds a header to the answer. */
    public ProblemException withHeader(String name, String value) {
        headers.add(name, value);
        return this;
    }

    /** Tells the caller when to try again. */
    public ProblemException retryAfter(Duration wait) {
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
        return this;
    }

    public ProblemCode code() {
        return code;
    }

    public HttpStatus status() {
        return code.status();
    }

    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** The headers that the answer has beside the usual ones. */
    public HttpHeaders headers() {
        return HttpHeaders.readOnlyHttpHeaders(headers);
    }
}
