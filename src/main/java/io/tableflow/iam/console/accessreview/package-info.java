/** The use of an environment's role, as AWS tells it, and who has looked at that. */
@NullMarked
package io.tableflow.iam.console.accessreview;

import org.jspecify.annotations.NullMarked;
