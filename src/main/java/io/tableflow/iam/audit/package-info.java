/**
 * The append-only trail of who did what, chained by hashes. It listens, in their transaction, to the events that others
 * publish; nobody calls it but those who show it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "http", "http :: *"})
package io.tableflow.iam.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
