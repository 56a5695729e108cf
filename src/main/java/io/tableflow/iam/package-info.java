/** The application and its settings. Everything else lives in a room of its own below. */
@NullMarked
package io.tableflow.iam;

import org.jspecify.annotations.NullMarked;
