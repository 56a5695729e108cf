package io.tableflow.iam.http.problem;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What is wrong with one part of a request.
 *
 * @param field where: a JSON path such as {@code trustConditions.sourceIps[1]}, or the name of a parameter or header;
 *     empty for the body as a whole
 * @param message the rule that was broken, in words; never the value that broke it
 */
@Schema(description = "What is wrong with one part of a request.")
public record FieldError(
        @Schema(
                description = "Where: a path into the body, or the name of a parameter or header; empty for the body as"
                        + " a whole.",
                example = "trustConditions.sourceIps[1]")
        String field,

        @Schema(description = "The rule that was broken, in words.", example = "must not be null")
        String message) {}
