/** The desired state: the spec, and the documents that it renders to. */
@NamedInterface("spec")
@NullMarked
package io.tableflow.iam.environment.spec;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
