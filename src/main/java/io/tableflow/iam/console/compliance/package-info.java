/** Environments as rules judge them: the report on one, with its waivers, and the list over all. */
@NullMarked
package io.tableflow.iam.console.compliance;

import org.jspecify.annotations.NullMarked;
