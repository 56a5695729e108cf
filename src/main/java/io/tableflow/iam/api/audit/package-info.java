/** The audit trail over HTTP, page by page and live. */
@NullMarked
package io.tableflow.iam.api.audit;

import org.jspecify.annotations.NullMarked;
