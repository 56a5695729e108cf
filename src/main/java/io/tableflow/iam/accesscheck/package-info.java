/** Answers whether a principal may take an action on a resource, by live documents or by those that are given. Writes nothing. */
@NullMarked
@ApplicationModule(allowedDependencies = {"environment", "environment :: *", "policy", "policy :: *", "aws"})
package io.tableflow.iam.accesscheck;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
