/**
 * How controllers say what callers get: three annotations, and what makes the OpenAPI document of them.
 * Everything else in the document follows from the handlers' signatures and the records' types.
 */
@NullMarked
package io.tableflow.iam.web.openapi;

import org.jspecify.annotations.NullMarked;
