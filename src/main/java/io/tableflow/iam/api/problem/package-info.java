/** What each kind of problem means, and what to do about it, over HTTP. */
@NullMarked
package io.tableflow.iam.api.problem;

import org.jspecify.annotations.NullMarked;
