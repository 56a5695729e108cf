/** The bodies of POST and PUT, and what they may hold. */
@NullMarked
package io.tableflow.iam.api.environment.request;

import org.jspecify.annotations.NullMarked;
