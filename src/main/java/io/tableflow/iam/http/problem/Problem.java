package io.tableflow.iam.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tableflow.iam.common.TraceContext;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The problem document that every failed request is answered with (RFC 9457, {@code application/problem+json}).
 *
 * @param type identifies the kind of problem: the path at which the service says what to do about it, {@code /problems/<code>}
 * @param title the kind of problem, in words
 * @param status the HTTP status
 * @param detail what is wrong with this request
 * @param instance the path of the request
 * @param code the stable name of the kind
 * @param correlationId the id of this request in the log; only for faults of the service
 * @param traceId the trace of this request, if traces are exported
 * @param errors the parts of the request that are wrong; only if there are any
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        String code,
        @Nullable String correlationId,
        @Nullable String traceId,
        List<FieldError> errors) {

    /** The document for a problem. */
    public static Problem of(ProblemException problem, @Nullable String instance, @Nullable String requestId) {
        ProblemCode code = problem.code();
        return new Problem(
                code.uri(),
                code.title(),
                code.status().value(),
                problem.detail(),
                instance,
                code.value(),
                code.status().is5xxServerError() ? requestId : null,
                TraceContext.traceId(),
                problem.errors());
    }
}
