/** Reads a trust policy: whom it lets in, and says so in words. */
@NamedInterface("trust")
@NullMarked
package io.tableflow.iam.policy.trust;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
