/** What happens to environments, as it is published in the transaction that stores it. */
@NamedInterface("event")
@NullMarked
package io.tableflow.iam.environment.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
