/**
 * The environment: its spec, its status, the state machine that guards it, and its HTTP API.
 * What is wanted is on its row, so that a workflow can decide from the row what comes next.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy", "workflow", "web"})
package io.tableflow.iam.environment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
