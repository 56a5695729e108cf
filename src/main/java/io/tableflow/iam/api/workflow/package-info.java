/** Workflows over HTTP. */
@NullMarked
package io.tableflow.iam.api.workflow;

import org.jspecify.annotations.NullMarked;
