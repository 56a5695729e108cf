/**
 * How this service speaks HTTP, whatever it says: the request, problem details, strict JSON, the server.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common"})
package io.tableflow.iam.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
