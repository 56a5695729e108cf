/** The history of the policy documents that were in force. */
@NamedInterface("revision")
@NullMarked
package io.tableflow.iam.environment.revision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
