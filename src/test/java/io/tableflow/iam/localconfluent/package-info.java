/**
 * An in-process Confluent Cloud: provider integrations ({@code pim/v1}) as their API model and documentation describe them, and what is
 * read of Tableflow ({@code tableflow/v1}). It believes no more than is known of the real one, and can be told to misbehave as that does.
 */
@NullMarked
package io.tableflow.iam.localconfluent;

import org.jspecify.annotations.NullMarked;
