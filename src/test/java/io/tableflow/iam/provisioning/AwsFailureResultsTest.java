package io.tableflow.iam.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.workflow.StepResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Transient failures are retried; others say what an operator can do. */
class AwsFailureResultsTest {

    @ParameterizedTest
    @EnumSource(
            value = AwsException.Kind.class,
            names = {"THROTTLED", "UNAVAILABLE", "CONCURRENT_MODIFICATION", "DELETE_CONFLICT", "INVALID_PRINCIPAL"})
    void whatPassesIsTriedAgainForAsLongAsAnyStep(AwsException.Kind kind) {
        assertThat(AwsFailureResults.toResult(failure(kind)))
                .isInstanceOfSatisfying(
                        StepResult.Retry.class,
                        retry -> assertThat(retry.giveUpAfter()).isNull());
    }

    @ParameterizedTest
    @EnumSource(value = AwsException.Kind.class, names = "NOT_FOUND")
    void whatMayNotBeVisibleYetIsTriedAgainForTwoMinutes(AwsException.Kind kind) {
        assertThat(AwsFailureResults.toResult(failure(kind))).isInstanceOfSatisfying(StepResult.Retry.class, retry -> {
            assertThat(retry.giveUpAfter()).isEqualTo(Duration.ofMinutes(2));
            assertThat(retry.why().remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = AwsException.Kind.class,
            mode = Mode.EXCLUDE,
            names = {
                "THROTTLED",
                "UNAVAILABLE",
                "CONCURRENT_MODIFICATION",
                "DELETE_CONFLICT",
                "NOT_FOUND",
                "INVALID_PRINCIPAL",
                "HELD_BACK"
            })
    void whatNeedsSomebodyFailsAndSaysWhatToDo(AwsException.Kind kind) {
        assertThat(AwsFailureResults.toResult(failure(kind)))
                .isInstanceOfSatisfying(StepResult.Failed.class, failed -> {
                    assertThat(failed.problem().remedy()).isNotBlank();
                    assertThat(failed.problem().detail()).contains("what AWS said");
                });
    }

    @Test
    void whatWasNotEvenCalledIsWaitedForWithoutEnd() {
        assertThat(AwsFailureResults.toResult(failure(AwsException.Kind.HELD_BACK)))
                .isInstanceOfSatisfying(
                        StepResult.Wait.class,
                        wait -> assertThat(wait.giveUpAfter()).isGreaterThan(Duration.ofDays(100)));
    }

    private static AwsException failure(AwsException.Kind kind) {
        return new AwsException(kind, "CreateRole", "Code", "request-id", "CreateRole: what AWS said", null);
    }
}
