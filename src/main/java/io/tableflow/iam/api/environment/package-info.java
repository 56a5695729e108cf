/** Environments over HTTP. */
@NullMarked
package io.tableflow.iam.api.environment;

import org.jspecify.annotations.NullMarked;
