/** What becomes of IAM when the service's database is lost, older than IAM, or of another version. */
@NullMarked
package io.tableflow.iam.recovery;

import org.jspecify.annotations.NullMarked;
