/**
 * The durable step engine: it runs what was accepted to its end, on any node. It is the only user of db-scheduler, and
 * knows neither IAM nor environments.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common"})
package io.tableflow.iam.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
