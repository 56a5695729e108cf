/**
 * The append-only trail of who did what, chained by hashes. It records the events that other modules publish, in their
 * transactions. Only the modules that show the trail, or tell others of it, call it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "http", "http :: *"})
package io.tableflow.iam.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
