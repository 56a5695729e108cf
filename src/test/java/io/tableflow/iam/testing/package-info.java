/** What tests of several modules share: a database, a running service, a client. */
@NullMarked
package io.tableflow.iam.testing;

import org.jspecify.annotations.NullMarked;
