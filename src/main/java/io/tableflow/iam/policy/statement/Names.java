package io.tableflow.iam.policy.statement;

import java.util.List;

/**
 * The list of an Action or Resource element, or of its opposite.
 *
 * @param negated for {@code NotAction} and {@code NotResource}: all but these
 * @param patterns as they are written
 */
public record Names(boolean negated, List<String> patterns) {}
