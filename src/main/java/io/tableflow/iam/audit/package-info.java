/**
 * The append-only trail of who did what. It listens, in their transaction, to the events that the others publish;
 * nobody calls it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"environment", "integration", "web"})
package io.tableflow.iam.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
