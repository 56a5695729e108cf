/**
 * The local run: the service and everything that it needs, in one process, without Docker and without an AWS account.
 */
@NullMarked
package io.tableflow.iam.localrun;

import org.jspecify.annotations.NullMarked;
