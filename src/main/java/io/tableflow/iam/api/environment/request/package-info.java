/** The bodies of POST and PUT, and their constraints. */
@NullMarked
package io.tableflow.iam.api.environment.request;

import org.jspecify.annotations.NullMarked;
