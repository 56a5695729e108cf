/** Generates the OpenAPI document from the annotations and types of the API. */
@NullMarked
package io.tableflow.iam.api.openapi;

import org.jspecify.annotations.NullMarked;
