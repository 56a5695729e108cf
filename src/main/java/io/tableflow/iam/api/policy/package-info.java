/** Policy documents and their revisions over HTTP. */
@NullMarked
package io.tableflow.iam.api.policy;

import org.jspecify.annotations.NullMarked;
