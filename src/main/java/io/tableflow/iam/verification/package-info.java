/**
 * Verifies an environment by what is live in AWS: can Confluent get in, can anybody else, and will Tableflow be able to work. Changes
 * nothing in AWS.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "environment",
            "environment :: *",
            "policy",
            "policy :: *",
            "workflow",
            "aws",
            "aws :: *",
            "common"
        })
package io.tableflow.iam.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
