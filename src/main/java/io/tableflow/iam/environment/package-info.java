/**
 * The environment: the aggregate, its life cycle, and the commands that change it. What is desired is on its row, so that a
 * workflow can decide from the row what comes next.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy", "policy :: *", "workflow", "common"})
package io.tableflow.iam.environment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
