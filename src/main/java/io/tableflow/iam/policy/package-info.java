/**
 * Pure values of IAM: names, ARNs, rendered documents and their equality. No Spring and no SDK client lives here,
 * so that everything can be tested as a table.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.tableflow.iam.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
