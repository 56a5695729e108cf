/**
 * Values of IAM: accounts, ARNs, names and ownership tags. Neither Spring nor an SDK client lives here or below, so that
 * everything can be tested as a table.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.tableflow.iam.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
