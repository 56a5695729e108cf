/** The local run: everything that the service needs, in one process, without Docker and without an AWS account. */
@NullMarked
package io.tableflow.iam.localrun;

import org.jspecify.annotations.NullMarked;
