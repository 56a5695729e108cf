/** Errors as problem details (RFC 9457). */
@NamedInterface("problem")
@NullMarked
package io.tableflow.iam.http.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
