/** The embedded Tomcat: limits on size and time, and problem details where no controller is reached. */
@NamedInterface("server")
@NullMarked
package io.tableflow.iam.http.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
