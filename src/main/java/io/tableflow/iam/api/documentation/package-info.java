/** The documentation of environments over HTTP. */
@NullMarked
package io.tableflow.iam.api.documentation;

import org.jspecify.annotations.NullMarked;
