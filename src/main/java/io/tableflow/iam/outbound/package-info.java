/**
 * What calls to any remote API have in common: an adaptive limit of concurrent calls, the guard against a call inside a
 * transaction, and the classes by which a failed call is retried.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common"})
package io.tableflow.iam.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
