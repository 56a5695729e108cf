/** Strict JSON: unknown fields and wrong types are refused, all of them in one answer. */
@NamedInterface("json")
@NullMarked
package io.tableflow.iam.http.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
