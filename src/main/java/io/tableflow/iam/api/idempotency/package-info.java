/** Idempotency keys: a repeated POST gets the stored response. */
@NullMarked
package io.tableflow.iam.api.idempotency;

import org.jspecify.annotations.NullMarked;
