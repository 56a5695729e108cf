package io.tableflow.iam.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link io.tableflow.iam.http.problem.Problem}, for the API's description alone. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Problem", description = "Why a request failed (RFC 9457).")
record ProblemSchema(
        @Schema(
                description =
                        "Identifies the kind of problem: the path of what to do about it, which the service serves"
                                + " as text.",
                format = "uri-reference")
        URI type,

        @Schema(description = "The kind of problem, in words that do not change.")
        String title,

        @Schema(description = "The HTTP status.", minimum = "400", maximum = "599")
        int status,

        @Schema(description = "What is wrong with this request, and what can be done about it.")
        String detail,

        @Schema(description = "The path of the request.", format = "uri-reference") @Nullable
        String instance,

        @Schema(description = "The stable name of the kind, for programs.", pattern = "^[a-z]+(-[a-z]+)*$")
        String code,

        @Schema(description = "The id of this request in the log; only for faults of the service.") @Nullable
        String correlationId,

        @Schema(
                description = "The id of the trace of this request; only where traces are exported.",
                pattern = "^[0-9a-f]{32}$")
        @Nullable
        String traceId,

        @Schema(description = "The parts of the request that are wrong; only if there are any.")
        List<FieldErrorSchema> errors) {

    /** One of the errors. */
    @Schema(name = "FieldError", description = "What is wrong with one part of a request.")
    record FieldErrorSchema(
            @Schema(
                    description =
                            "A path in the body, or the name of a parameter or header; empty for the body as a whole.",
                    example = "trustConditions.sourceIps[1]")
            String field,

            @Schema(description = "The rule that is violated, in words.", example = "must not be null")
            String message) {}
}
