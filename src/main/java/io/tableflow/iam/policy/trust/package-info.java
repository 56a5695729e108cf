/** Reads trust policies: whom they let in, and a description of it in words. */
@NamedInterface("trust")
@NullMarked
package io.tableflow.iam.policy.trust;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
