/**
 * The append-only trail of who did what, chained by hashes. It listens, in their transaction, to the events that the others
 * publish, and shows what it has written; nobody calls it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"environment", "integration", "provisioning", "workflow", "web"})
package io.tableflow.iam.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
