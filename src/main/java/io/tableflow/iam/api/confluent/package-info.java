/** The webhook, its deliveries, and the integration that an operator enters by hand. */
@NullMarked
package io.tableflow.iam.api.confluent;

import org.jspecify.annotations.NullMarked;
