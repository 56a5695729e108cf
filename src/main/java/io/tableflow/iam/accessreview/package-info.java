/**
 * The use of environments' roles, as AWS tells it: when a role was last used, which services and actions, who assumed it; and who
 * has reviewed that. It is collected in the background where {@code tableflow.access-review.enabled} is set.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"environment", "environment :: *", "policy", "policy :: *", "aws", "common"})
package io.tableflow.iam.accessreview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
