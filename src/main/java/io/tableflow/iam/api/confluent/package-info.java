/** The webhook, its deliveries, and integrations that operators enter by hand, over HTTP. */
@NullMarked
package io.tableflow.iam.api.confluent;

import org.jspecify.annotations.NullMarked;
