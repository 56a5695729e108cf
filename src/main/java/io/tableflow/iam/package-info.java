/** The application and its settings. All other code is in the modules below. */
@NullMarked
package io.tableflow.iam;

import org.jspecify.annotations.NullMarked;
