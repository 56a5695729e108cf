/**
 * Looks at Confluent Cloud again and again: which integrations there are, and which are gone. It says the same as a callback does, so
 * that a missed callback is made up for, and a key that may only read replaces the pipeline.
 */
@NullMarked
package io.tableflow.iam.confluent.polling;

import org.jspecify.annotations.NullMarked;
