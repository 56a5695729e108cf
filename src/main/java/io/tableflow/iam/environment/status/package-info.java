/** What was observed, as values that are stored with the environment. */
@NamedInterface("status")
@NullMarked
package io.tableflow.iam.environment.status;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
