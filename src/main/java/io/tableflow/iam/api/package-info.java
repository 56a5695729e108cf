/**
 * JSON over HTTP: the only module with REST controllers and OpenAPI annotations.
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
            "accesscheck",
            "verification",
            "accessreview",
            "comparison",
            "adoption",
            "planning",
            "drift",
            "compliance",
            "compliance :: export",
            "terraform",
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
package io.tableflow.iam.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
