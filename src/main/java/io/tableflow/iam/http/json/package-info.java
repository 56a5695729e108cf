/** JSON that is read to the letter: unknown fields and wrong types are refused, all of them at once. */
@NamedInterface("json")
@NullMarked
package io.tableflow.iam.http.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
