/**
 * Random histories, drawn from seeds, against several nodes that die and an IAM that is cruel; and the promises that hold
 * after each of them.
 */
@NullMarked
package io.tableflow.iam.simulation;

import org.jspecify.annotations.NullMarked;
