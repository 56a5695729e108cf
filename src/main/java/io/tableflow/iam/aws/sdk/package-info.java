/** The only package that uses the AWS SDK's clients: calls, their limits, and what each error means. */
@NullMarked
package io.tableflow.iam.aws.sdk;

import org.jspecify.annotations.NullMarked;
