/** A dry run: what would be created or changed, and what is in the way. Reads IAM, writes nothing. */
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
