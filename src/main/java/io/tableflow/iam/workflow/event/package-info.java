/** What happens in the engine and is not stored: for measurements. */
@NamedInterface("event")
@NullMarked
package io.tableflow.iam.workflow.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
