/**
 * What may be adopted, and which trust is retained when it is.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"environment", "environment :: *", "policy", "policy :: *", "aws", "workflow"})
package io.tableflow.iam.adoption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
