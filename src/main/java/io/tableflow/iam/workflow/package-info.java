/**
 * The durable step engine: what was accepted is run to its end, on whichever node lives. The only user of db-scheduler; it
 * knows neither IAM nor environments.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common"})
package io.tableflow.iam.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
