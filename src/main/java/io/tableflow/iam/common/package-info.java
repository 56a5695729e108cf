/** What all modules share, and what depends on none of them. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.tableflow.iam.common;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
