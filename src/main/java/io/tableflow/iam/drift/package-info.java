/**
 * Sweeps the accounts, compares observed with desired IAM, and has drift reconciled. The pages of a sweep may be out of
 * date, so a difference is read directly before anything is reported or changed.
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
