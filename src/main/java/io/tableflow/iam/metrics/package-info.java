/**
 * What operators measure: gauges of all environments, read from the database by one statement, and counts and durations of
 * what this node does, from the events of the other modules. Nobody uses it.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"common", "workflow", "workflow :: *", "environment", "environment :: *", "confluent"})
package io.tableflow.iam.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
