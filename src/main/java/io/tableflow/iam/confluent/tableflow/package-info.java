/**
 * Confluent's own verdict on Tableflow's work by an integration: its topics and catalog integrations, their phases and error
 * texts, and what those mean for IAM. Only where {@code tableflow.confluent.tableflow-api-key} is set.
 */
@NamedInterface("tableflow")
@NullMarked
package io.tableflow.iam.confluent.tableflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
