package io.tableflow.iam.api.verification;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.verification.CheckReason;
import io.tableflow.iam.verification.CheckResult;
import io.tableflow.iam.verification.CheckSeverity;
import io.tableflow.iam.verification.VerificationQuestion;
import io.tableflow.iam.verification.VerificationStatus;
import org.jspecify.annotations.Nullable;

/** A check as callers see it. */
@Schema(name = "VerificationCheck", description = "What came of one check.")
record CheckView(
        @Schema(
                description = "A claim that is true exactly when the check passed. Later versions have more of them.",
                example = "assume-without-external-id-denied")
        String name,

        @Schema(description = "The question that it belongs to.")
        VerificationQuestion question,

        @Schema(description = "What came of it.") VerificationStatus status,

        @Schema(description = "How bad it is if the claim is not true.")
        CheckSeverity severity,

        @Schema(description = "Whether the verdict cannot be PASSED without its answer.")
        boolean required,

        @Schema(description = "Why there is no answer; null: there is one.") @Nullable
        CheckReason reason,

        @Schema(description = "What was found.") String message,

        @Schema(description = "What to do; null: nothing has to be done.") @Nullable
        String remedy,

        @Schema(
                description = "The permission that the service lacked; null: it lacked none.",
                example = "s3:GetBucketPolicy")
        @Nullable
        String permissionNeeded,

        @Schema(description = "From the begin of the verification to the answer, in milliseconds.")
        long durationMs) {

    static CheckView of(CheckResult check) {
        return new CheckView(
                check.name(),
                check.question(),
                check.status(),
                check.severity(),
                check.required(),
                check.reason(),
                check.message(),
                check.remedy(),
                check.permissionNeeded(),
                check.durationMs());
    }
}
