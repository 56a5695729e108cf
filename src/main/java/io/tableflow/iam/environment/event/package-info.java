/** The events of environments, which are published in the transaction that stores the change. */
@NamedInterface("event")
@NullMarked
package io.tableflow.iam.environment.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
