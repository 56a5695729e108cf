/**
 * Watches live IAM: sweeps each account now and then, compares what it shows with what the specs render, and has drift repaired.
 * What is seen in passing only raises suspicion; it is looked at directly before anything is said or done.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"environment", "provisioning", "policy", "aws", "workflow"})
package io.tableflow.iam.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
