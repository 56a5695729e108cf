/**
 * Judges environments by rules, from what is stored of them: what is desired, and what the sweep of the account and the latest
 * verification last observed. Calls nothing. A rule that fails can be waived for a time, unless it is about letting others in.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "comparison",
            "drift",
            "accessreview",
            "verification",
            "environment",
            "environment :: *",
            "policy",
            "policy :: *",
            "common"
        })
package io.tableflow.iam.compliance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
