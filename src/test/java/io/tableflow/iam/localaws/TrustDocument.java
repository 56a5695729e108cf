package io.tableflow.iam.localaws;

import java.time.Instant;

/**
 * A trust policy that a role had at some time, so that a test can assert what never happened.
 *
 * @param since when it was set, by the emulator's clock
 * @param userAgent of the caller that set it
 */
public record TrustDocument(String roleArn, String document, Instant since, String userAgent) {}
