/**
 * Confluent's side: the webhook, the registration of its provider integration, and the log of deliveries. It verifies,
 * stores and wakes workflows; it never calls AWS.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "environment",
            "environment :: *",
            "policy",
            "policy :: *",
            "common",
            "outbound",
            "http",
            "http :: *"
        })
package io.tableflow.iam.confluent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
