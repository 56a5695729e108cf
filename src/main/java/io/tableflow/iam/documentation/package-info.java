/** Documents an environment for people: what it is, who can come in, what it may do. Calls nothing. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "comparison",
            "compliance",
            "verification",
            "accessreview",
            "environment",
            "environment :: *",
            "policy",
            "policy :: *",
            "common"
        })
package io.tableflow.iam.documentation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
