/** The chart and the stack, read by the parsers of those who will read them: what is deployed is what the service needs. */
@NullMarked
package io.tableflow.iam.deployment;

import org.jspecify.annotations.NullMarked;
