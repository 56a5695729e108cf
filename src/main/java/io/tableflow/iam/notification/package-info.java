/**
 * Tells endpoints of events: it reads the audit trail, each endpoint from a place of its own, and posts what it finds, signed. Every
 * event is delivered at least once, those of one environment in their order. What the trail was not told, nobody is told.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "audit", "outbound"})
package io.tableflow.iam.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
