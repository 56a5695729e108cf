/**
 * Compares desired IAM with observed IAM.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"environment", "environment :: *", "policy", "policy :: *", "aws"})
package io.tableflow.iam.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
