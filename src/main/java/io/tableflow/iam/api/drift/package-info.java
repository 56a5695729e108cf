/** Drift over HTTP. */
@NullMarked
package io.tableflow.iam.api.drift;

import org.jspecify.annotations.NullMarked;
