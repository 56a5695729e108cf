/** What every interface to the environments shares, be it the API or the console: whether the caller may ask for what it asks for. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"access", "environment", "environment :: *", "policy", "policy :: *", "http", "http :: *"
        })
package io.tableflow.iam.application;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
