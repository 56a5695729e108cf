/** The list of environments, and the pages of each. */
@NullMarked
package io.tableflow.iam.console.environment;

import org.jspecify.annotations.NullMarked;
