/** What is about no single environment. */
@NullMarked
package io.tableflow.iam.console.overview;

import org.jspecify.annotations.NullMarked;
