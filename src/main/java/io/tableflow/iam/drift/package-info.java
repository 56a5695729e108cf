/**
 * Sweeps the accounts, compares what they show with what is desired, and has drift reconciled. What a sweep shows only raises
 * suspicion; it is read directly before anything is reported or changed.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "comparison",
            "environment",
            "environment :: *",
            "policy",
            "policy :: *",
            "aws",
            "workflow"
        })
package io.tableflow.iam.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
