/** Who the caller is, and what the caller may do. */
@NullMarked
@ApplicationModule(allowedDependencies = {"http", "http :: *", "common"})
package io.tableflow.iam.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
