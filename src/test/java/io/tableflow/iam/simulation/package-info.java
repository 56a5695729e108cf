/**
 * Random histories, drawn from seeds, against several nodes that die and freeze, an IAM that fails at random, and others who change
 * what is there; and the invariants that hold after each of them.
 */
@NullMarked
package io.tableflow.iam.simulation;

import org.jspecify.annotations.NullMarked;
