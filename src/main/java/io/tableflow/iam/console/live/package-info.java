/** Tells open pages that what they show has changed. */
@NullMarked
package io.tableflow.iam.console.live;

import org.jspecify.annotations.NullMarked;
