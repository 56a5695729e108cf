package io.tableflow.iam.verification;

import org.jspecify.annotations.Nullable;

/**
 * What came of one check. Stored as JSON.
 *
 * @param name a claim that is true exactly when the check passed, such as {@code assume-without-external-id-denied}; later versions
 *     have more of them
 * @param required whether a verification without its answer cannot pass
 * @param reason why there is no answer; null: there is one
 * @param message what was found, in a sentence, without secrets
 * @param remedy what to do; null: nothing has to be done
 * @param permissionNeeded the permission that the service lacked; null: it lacked none
 * @param durationMs from the begin of the verification to the answer, milliseconds
 */
public record CheckResult(
        String name,
        VerificationQuestion question,
        VerificationStatus status,
        CheckSeverity severity,
        boolean required,
        @Nullable CheckReason reason,
        String message,
        @Nullable String remedy,
        @Nullable String permissionNeeded,
        long durationMs) {

    /** Whether it leaves open what it asks, although the environment has what it asks about. */
    boolean isUnanswered() {
        return (status == VerificationStatus.UNKNOWN || status == VerificationStatus.SKIPPED)
                && reason != CheckReason.NOT_APPLICABLE;
    }
}
