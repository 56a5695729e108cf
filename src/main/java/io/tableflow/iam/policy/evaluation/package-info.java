/** Evaluates policy documents as AWS does: may this principal take that action on that resource, and why. */
@NamedInterface("evaluation")
@NullMarked
package io.tableflow.iam.policy.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
