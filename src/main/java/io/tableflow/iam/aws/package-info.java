/**
 * The port to one AWS account's IAM and STS, the SDK clients behind it, and what each AWS error means.
 * The only room that talks to AWS.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy"})
package io.tableflow.iam.aws;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
