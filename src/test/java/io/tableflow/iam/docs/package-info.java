/** The documentation as a whole: what leads where, and what can be held of its commands. */
@NullMarked
package io.tableflow.iam.docs;

import org.jspecify.annotations.NullMarked;
