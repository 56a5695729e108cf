package io.tableflow.iam.verification;

import java.util.Arrays;

/** What rules of compliance ask of a bucket, and which check answers it. */
public enum BucketClaim {
    BLOCKS_PUBLIC_ACCESS("bucket-blocks-public-access"),
    /** Asked for the rule alone: Tableflow works whether the bucket requires it or not, so that no report has it. */
    REQUIRES_TLS("bucket-requires-tls"),
    ENCRYPTION_KEY_IN_SPEC("bucket-encryption-key-in-spec"),
    OWNED_BY_ACCOUNT("bucket-owned-by-account");

    private final String check;

    BucketClaim(String check) {
        this.check = check;
    }

    /** The name of the check. */
    String check() {
        return check;
    }

    /** Whether this check answers the claim. */
    public boolean isAnsweredBy(CheckResult result) {
        return result.name().equals(check);
    }

    /** Whether a rule is judged by this check. */
    static boolean isAsked(CheckResult result) {
        return Arrays.stream(values()).anyMatch(it -> it.isAnsweredBy(result));
    }
}
