package io.tableflow.iam.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What checks come to together, where some of them are not required. */
class VerificationStatusTest {

    private static final CheckResult REQUIRED = check(true, CheckOutcome.passed("It is so."));
    private static final CheckResult NOT_PERMITTED =
            check(false, CheckOutcome.notPermitted("It may not be read.", "s3:GetBucketPolicy"));

    @Test
    void whatIsNotRequiredAndCouldNotBeToldLeavesTheVerdictToTheOthers() {
        assertThat(VerificationStatus.of(List.of(REQUIRED, NOT_PERMITTED))).isEqualTo(VerificationStatus.PASSED);
    }

    @Test
    void aQuestionOfWhichNothingIsRequiredIsUnknownUntilEachOfItsChecksWasTold() {
        CheckResult optional = check(false, CheckOutcome.passed("It is so."));

        assertThat(VerificationStatus.of(List.of(optional, NOT_PERMITTED))).isEqualTo(VerificationStatus.UNKNOWN);
        assertThat(VerificationStatus.of(List.of(optional))).isEqualTo(VerificationStatus.PASSED);
    }

    @Test
    void whatIsNotRequiredAndFailedFailsTheVerdict() {
        CheckResult failed = check(false, CheckOutcome.failed("It is not so."));

        assertThat(VerificationStatus.of(List.of(REQUIRED, failed))).isEqualTo(VerificationStatus.FAILED);
    }

    @Test
    void aQuestionThatAReportOfAnEarlierVersionDoesNotHaveWasNotRun() {
        assertThat(VerificationStatus.of(List.of())).isEqualTo(VerificationStatus.SKIPPED);
    }

    private static CheckResult check(boolean isRequired, CheckOutcome outcome) {
        return new CheckResult(
                "bucket-exists",
                VerificationQuestion.RESOURCES_READY,
                outcome.status(),
                CheckSeverity.HIGH,
                isRequired,
                outcome.reason(),
                outcome.message(),
                null,
                outcome.permission(),
                0);
    }
}
