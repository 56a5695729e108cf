package io.tableflow.iam.policy.statement;

import java.util.List;

/**
 * One key of a Condition element.
 *
 * @param operator as it is written
 * @param key as it is written; IAM ignores its letter case
 * @param values numbers and booleans as text
 */
public record Condition(String operator, String key, List<String> values) {}
