/** Policy documents: how they are rendered, their canonical form, and how two of them differ. */
@NamedInterface("document")
@NullMarked
package io.tableflow.iam.policy.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
