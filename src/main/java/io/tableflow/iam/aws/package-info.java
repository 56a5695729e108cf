/**
 * The port to one AWS account's IAM and STS, in plain values. The SDK is behind it, in {@code aws.sdk}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy", "policy :: *", "outbound"})
package io.tableflow.iam.aws;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
