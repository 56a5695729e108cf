/** The port to the IAM and STS of AWS accounts, in plain values. The SDK is behind it, in {@code aws.sdk}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"policy", "policy :: *", "outbound", "common"})
package io.tableflow.iam.aws;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
