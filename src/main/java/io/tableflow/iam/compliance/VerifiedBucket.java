package io.tableflow.iam.compliance;

import io.tableflow.iam.verification.CheckResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the latest verification has found of the bucket.
 *
 * @param at when; null: the environment was never verified
 * @param isOfThisSpec whether the spec has not changed since in what it renders to
 * @param checks those that rules are judged by; none, if the service was a version that did not ask for them
 */
record VerifiedBucket(@Nullable Instant at, boolean isOfThisSpec, List<CheckResult> checks) {

    static final VerifiedBucket NOTHING = new VerifiedBucket(null, false, List.of());

    VerifiedBucket {
        checks = List.copyOf(checks);
    }
}
