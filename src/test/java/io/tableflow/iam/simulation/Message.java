package io.tableflow.iam.simulation;

import java.time.Instant;

/**
 * A message of Confluent's pipeline, whenever it is delivered.
 *
 * @param signedAt when it was signed first, by the sender's clock, in whole seconds
 */
record Message(String id, Callback callback, Instant signedAt) {}
