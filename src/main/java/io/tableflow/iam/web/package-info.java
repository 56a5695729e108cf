/**
 * What every controller shares: problem details, strict JSON, idempotency keys, security, limits and paging.
 * Open to every room that has a controller.
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package io.tableflow.iam.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
