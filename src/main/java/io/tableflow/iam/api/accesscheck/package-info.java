/** Questions on access over HTTP. */
@NullMarked
package io.tableflow.iam.api.accesscheck;

import org.jspecify.annotations.NullMarked;
