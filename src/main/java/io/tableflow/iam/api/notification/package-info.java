/** The endpoints that are told of events, over HTTP. */
@NullMarked
package io.tableflow.iam.api.notification;

import org.jspecify.annotations.NullMarked;
