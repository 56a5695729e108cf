package io.tableflow.iam.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Asserts with which error a call was refused, as the SDK reports it. */
final class ErrorAssertions {

    private ErrorAssertions() {}

    static void assertRefused(ThrowingCallable call, int status, String code) {
        assertThatExceptionOfType(AwsServiceException.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.statusCode()).isEqualTo(status);
            assertThat(refusal.requestId()).isNotBlank();
        });
    }
}
