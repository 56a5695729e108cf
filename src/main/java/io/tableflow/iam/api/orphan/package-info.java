/** What belongs to no environment, over HTTP. */
@NullMarked
package io.tableflow.iam.api.orphan;

import org.jspecify.annotations.NullMarked;
