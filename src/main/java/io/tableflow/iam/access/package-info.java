/**
 * Who calls, and what they may do.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"http", "http :: *", "common"})
package io.tableflow.iam.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
