/** The query parameters of requests: only those that an operation declares, each sent once. */
@NullMarked
package io.tableflow.iam.http.parameter;

import org.jspecify.annotations.NullMarked;
