/** The endpoints that are told of events: how far each is, and what operators do with it. */
@NullMarked
package io.tableflow.iam.console.notification;

import org.jspecify.annotations.NullMarked;
