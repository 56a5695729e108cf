/**
 * Provider integrations that a deletion has left at Confluent, until Confluent no longer has them. Whether one is an orphan is asked of
 * the rows each time, by the view {@code orphaned_integration}: it is not while an environment has it, and is again after that.
 */
@NamedInterface("orphan")
@NullMarked
package io.tableflow.iam.confluent.orphan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
