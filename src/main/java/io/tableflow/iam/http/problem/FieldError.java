package io.tableflow.iam.http.problem;

/**
 * What is wrong with one part of a request.
 *
 * @param field where: a JSON path such as {@code trustConditions.sourceIps[1]}, or the name of a parameter or header;
 *     empty for the body as a whole
 * @param message the rule that was broken, in words; never the value that broke it
 */
public record FieldError(String field, String message) {}
