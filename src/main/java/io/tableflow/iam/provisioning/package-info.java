/**
 * The workflows of environments and their steps, each a small class that ensures one thing in IAM. What AWS answers becomes
 * a step's result here, and what a step achieved becomes the environment's status.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "comparison",
            "adoption",
            "drift",
            "environment",
            "environment :: *",
            "workflow",
            "policy",
            "policy :: *",
            "aws",
            "common"
        })
package io.tableflow.iam.provisioning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
