/** Renders the configuration with which Terraform manages, or refers to, what an environment has in IAM. Calls nothing. */
@NullMarked
@ApplicationModule(allowedDependencies = {"comparison", "environment", "environment :: *", "policy", "policy :: *"})
package io.tableflow.iam.terraform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
