/**
 * An in-process IAM and STS that speaks the real Query protocol over HTTP, for tests and for the local run. It holds its
 * own opinion of IAM's rules and shares no code with the service it tests.
 */
@NullMarked
package io.tableflow.iam.localaws;

import org.jspecify.annotations.NullMarked;
