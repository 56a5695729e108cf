package io.tableflow.iam.api.verification;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.verification.ExpectedFinding;
import io.tableflow.iam.verification.VerificationQuestion;
import io.tableflow.iam.verification.VerificationReport;
import io.tableflow.iam.verification.VerificationStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A verification as callers see it. */
@Schema(name = "Verification", description = "What is live in AWS, checked against what the environment is for.")
record VerificationView(
        @Schema(description = "When it began.") Instant startedAt,

        @Schema(description = "When it ended.") Instant finishedAt,

        @Schema(
                description =
                        "What all checks come to: FAILED if one failed; never PASSED while one that is required was not run"
                                + " or could not be told.")
        VerificationStatus verdict,

        @Schema(description = "What the checks of each question come to.")
        List<QuestionView> questions,

        @Schema(description = "Every check, also those that were not run.")
        List<CheckView> checks,

        @Schema(
                description =
                        "What IAM Access Analyzer reports of the role once Confluent gets in, which is as it should be; null"
                                + " before.")
        @Nullable
        ExpectedFindingView expectedAccessAnalyzerFinding) {

    /** A question, and what its checks come to. */
    @Schema(name = "VerificationQuestionVerdict", description = "A question, and what its checks come to.")
    record QuestionView(
            @Schema(description = "The question.") VerificationQuestion question,

            @Schema(description = "What its checks come to.")
            VerificationStatus verdict) {}

    static VerificationView of(Environment environment, VerificationReport report) {
        return new VerificationView(
                report.startedAt(),
                report.finishedAt(),
                report.verdict(),
                Arrays.stream(VerificationQuestion.values())
                        .map(question -> new QuestionView(question, report.verdict(question)))
                        .toList(),
                report.checks().stream().map(CheckView::of).toList(),
                ExpectedFinding.of(environment).map(ExpectedFindingView::of).orElse(null));
    }
}
