package io.tableflow.iam.localaws;

import java.time.Instant;

/**
 * A trust policy that stood on a role at some time, so that a test can say what never happened.
 *
 * @param since when it was set, by the emulator's clock
 * @param userAgent of whoever set it
 */
public record TrustDocument(String roleArn, String document, Instant since, String userAgent) {}
