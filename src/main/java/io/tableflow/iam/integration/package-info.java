/**
 * The webhook of Confluent's integration pipeline: signature over the raw body, de-duplication, the Integration object.
 * It verifies, stores and wakes; it never calls AWS.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"environment", "policy", "web"})
package io.tableflow.iam.integration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
