/**
 * The port to Confluent Cloud's provider integrations, in plain values, and its client over HTTP. There is a
 * {@link io.tableflow.iam.confluent.cloud.ConfluentCloud} only where {@code tableflow.confluent.api-key} is set.
 */
@NamedInterface("cloud")
@NullMarked
package io.tableflow.iam.confluent.cloud;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
