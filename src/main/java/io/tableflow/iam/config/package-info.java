/**
 * Beans of the process as a whole: its clock and its connection pool.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common"})
package io.tableflow.iam.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
