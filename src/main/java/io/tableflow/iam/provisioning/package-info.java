/**
 * The workflows of environments and their steps, each a small class that ensures one result in IAM. Steps map AWS's
 * answers to step results, and store what they achieved in the environment's status.
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
            "confluent :: cloud",
            "confluent :: orphan",
            "outbound",
            "common"
        })
package io.tableflow.iam.provisioning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
