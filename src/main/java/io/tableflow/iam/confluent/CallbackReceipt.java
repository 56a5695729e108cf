package io.tableflow.iam.confluent;

import io.tableflow.iam.environment.Environment;

/**
 * The answer to a callback that was not refused.
 *
 * @param environment the environment whose role it names
 * @param outcome what became of it
 */
public record CallbackReceipt(Environment environment, DeliveryOutcome outcome) {}
