/** Policy documents read into statements, by the rules that IAM checks before it stores them. */
@NamedInterface("statement")
@NullMarked
package io.tableflow.iam.policy.statement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
