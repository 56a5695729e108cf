/**
 * Random histories, drawn from seeds, against several nodes that die and an IAM that fails at random; and the invariants that hold
 * after each of them.
 */
@NullMarked
package io.tableflow.iam.simulation;

import org.jspecify.annotations.NullMarked;
