/**
 * What every module shares and that knows none of them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.tableflow.iam.common;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
