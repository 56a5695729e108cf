/**
 * The environment: the aggregate, its life cycle, and the commands that change it. Its row has the desired and the
 * observed state, so that a workflow can decide from the row what comes next.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy", "policy :: *", "workflow", "common"})
package io.tableflow.iam.environment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
