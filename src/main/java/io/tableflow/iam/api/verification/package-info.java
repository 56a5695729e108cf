/** Verifications over HTTP. */
@NullMarked
package io.tableflow.iam.api.verification;

import org.jspecify.annotations.NullMarked;
