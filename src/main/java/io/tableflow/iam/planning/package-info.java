/** Dry runs: what would be created or changed, and what prevents it. Reads IAM and writes nothing. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "comparison",
            "adoption",
            "environment",
            "environment :: *",
            "policy",
            "policy :: *",
            "workflow",
            "aws"
        })
package io.tableflow.iam.planning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
