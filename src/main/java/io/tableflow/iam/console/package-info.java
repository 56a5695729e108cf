/**
 * The operator's console, as HTML: a sibling of the API, with the same commands, the same rules of access and the same words. The only
 * module with page controllers and templates.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "common",
            "policy",
            "policy :: *",
            "workflow",
            "environment",
            "environment :: *",
            "comparison",
            "adoption",
            "planning",
            "drift",
            "compliance",
            "compliance :: export",
            "terraform",
            "accesscheck",
            "accessreview",
            "verification",
            "documentation",
            "confluent",
            "confluent :: tableflow",
            "audit",
            "notification",
            "http",
            "http :: *",
            "access",
            "application",
            "outbound"
        })
package io.tableflow.iam.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
