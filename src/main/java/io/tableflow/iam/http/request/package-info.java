/** The current request: its id, its caller, its security headers. */
@NamedInterface("request")
@NullMarked
package io.tableflow.iam.http.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
