/** Compliance over HTTP: the reports, as JSON and CSV, and the waivers. */
@NullMarked
package io.tableflow.iam.api.compliance;

import org.jspecify.annotations.NullMarked;
