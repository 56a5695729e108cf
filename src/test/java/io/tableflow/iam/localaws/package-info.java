/**
 * An in-process IAM and STS that speaks the real Query protocol over HTTP, for tests and for the local run. It
 * implements IAM's rules independently, and shares no code with the service that it tests.
 */
@NullMarked
package io.tableflow.iam.localaws;

import org.jspecify.annotations.NullMarked;
