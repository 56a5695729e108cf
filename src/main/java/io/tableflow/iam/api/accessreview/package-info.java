/** The use of roles, and its reviews, over HTTP. */
@NullMarked
package io.tableflow.iam.api.accessreview;

import org.jspecify.annotations.NullMarked;
