package io.tableflow.iam.verification;

import java.util.Arrays;

/** What rules of compliance ask of a bucket, and which check answers it. */
public enum BucketClaim {
    BLOCKS_PUBLIC_ACCESS("bucket-blocks-public-access", true),
    /** No part of a report: Tableflow works whether the bucket requires it or not. */
    REQUIRES_TLS("bucket-requires-tls", false),
    ENCRYPTION_KEY_IN_SPEC("bucket-encryption-key-in-spec", true),
    OWNED_BY_ACCOUNT("bucket-owned-by-account", true);

    private final String check;
    private final boolean isReported;

    BucketClaim(String check, boolean isReported) {
        this.check = check;
        this.isReported = isReported;
    }

    /** The name of the check. */
    String check() {
        return check;
    }

    /** Whether this check answers the claim. */
    public boolean isAnsweredBy(CheckResult result) {
        return result.name().equals(check);
    }

    /** Whether a rule is judged by that check. */
    static boolean isAsked(CheckResult result) {
        return Arrays.stream(values()).anyMatch(it -> it.isAnsweredBy(result));
    }

    /** Whether reports have that check. */
    static boolean isReported(CheckResult result) {
        return Arrays.stream(values()).noneMatch(it -> it.isAnsweredBy(result) && !it.isReported);
    }
}
