/**
 * Values of IAM: accounts, ARNs, names and ownership tags. This package and those below use neither Spring nor SDK
 * clients, so they can be tested without any infrastructure.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.tableflow.iam.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
