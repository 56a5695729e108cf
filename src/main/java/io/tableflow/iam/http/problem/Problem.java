package io.tableflow.iam.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The problem document that every failed request is answered with (RFC 9457, {@code application/problem+json}).
 *
 * @param type identifies the kind of problem, {@code urn:tableflow-iam:problem:<code>}
 * @param title the kind of problem, in words
 * @param status the HTTP status
 * @param detail what is wrong with this request
 * @param instance the path of the request
 * @param code the stable name of the kind
 * @param correlationId the id of this request in the log; only for faults of the service
 * @param errors the parts of the request that are wrong; only if there are any
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "Why a request failed (RFC 9457).")
public record Problem(
        @Schema(description = "Identifies the kind of problem: urn:tableflow-iam:problem: and the code.")
        URI type,

        @Schema(description = "What kind of problem it is, in words that do not change.")
        String title,

        @Schema(description = "The HTTP status.", minimum = "400", maximum = "599")
        int status,

        @Schema(description = "What is wrong this time, and what can be done about it.")
        String detail,

        @Schema(description = "The path of the request.", format = "uri-reference") @Nullable
        String instance,

        @Schema(description = "The stable name of the kind, for programs.", pattern = "^[a-z]+(-[a-z]+)*$")
        String code,

        @Schema(description = "What the log calls this request; only where the fault is the service's.") @Nullable
        String correlationId,

        @Schema(description = "The parts of the request that are wrong; only where there are any.")
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
                problem.errors());
    }
}
