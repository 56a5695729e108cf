/** What an operator does: each action with its plan. */
@NullMarked
package io.tableflow.iam.console.action;

import org.jspecify.annotations.NullMarked;
