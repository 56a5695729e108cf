/** What tests of several rooms share: a database, a running service, a client. */
@NullMarked
package io.tableflow.iam.testing;

import org.jspecify.annotations.NullMarked;
