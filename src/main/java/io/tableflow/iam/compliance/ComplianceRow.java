package io.tableflow.iam.compliance;

import io.tableflow.iam.drift.AccountSweepReport;
import io.tableflow.iam.drift.DriftReport;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.verification.CheckResult;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that rules need of an environment beside its waivers, as one statement reads it.
 *
 * @param drift the latest comparison that found something new; null: none did
 * @param sweep the latest sweep of its account; null: there was none
 * @param verifiedAt when it was last verified; null: never
 * @param verifiedGeneration of which generation of the spec; null: it was not said
 * @param bucketChecks what that found of the bucket; null: it did not ask
 */
record ComplianceRow(
        Environment environment,
        @Nullable DriftReport drift,
        @Nullable AccountSweepReport sweep,
        @Nullable Instant verifiedAt,
        @Nullable Long verifiedGeneration,
        @Nullable List<CheckResult> bucketChecks) {

    /** What the latest verification has found of the bucket. */
    VerifiedBucket bucket() {
        return new VerifiedBucket(
                verifiedAt,
                Objects.equals(
                        verifiedGeneration, environment.desired().generations().generation()),
                bucketChecks == null ? List.of() : bucketChecks);
    }

    /** When it was last compared with live IAM; null: never. */
    @Nullable
    Instant observedAt() {
        return Stream.concat(
                        Stream.ofNullable(drift).map(DriftReport::checkedAt),
                        Stream.ofNullable(sweep).flatMap(it -> Stream.ofNullable(it.comparedAt(environment))))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
