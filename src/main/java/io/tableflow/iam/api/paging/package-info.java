/** Cursors, pages and entity tags. */
@NullMarked
package io.tableflow.iam.api.paging;

import org.jspecify.annotations.NullMarked;
