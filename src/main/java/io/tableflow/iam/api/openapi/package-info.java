/** The OpenAPI document: what the controllers' annotations and types say, in one file. */
@NullMarked
package io.tableflow.iam.api.openapi;

import org.jspecify.annotations.NullMarked;
