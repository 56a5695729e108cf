package io.tableflow.iam.policy.statement;

/**
 * What is wrong with a policy document.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole document
 * @param message the rule, as a sentence
 */
public record PolicyError(String pointer, String message) {}
