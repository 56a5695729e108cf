package io.tableflow.iam.verification;

import org.jspecify.annotations.Nullable;

/** What a check found. */
record CheckOutcome(
        VerificationStatus status,
        @Nullable CheckReason reason,
        String message,
        @Nullable String permission) {

    static CheckOutcome passed(String message) {
        return new CheckOutcome(VerificationStatus.PASSED, null, message, null);
    }

    static CheckOutcome failed(String message) {
        return new CheckOutcome(VerificationStatus.FAILED, null, message, null);
    }

    static CheckOutcome passedIf(boolean isTrue, String ifSo, String ifNot) {
        return isTrue ? passed(ifSo) : failed(ifNot);
    }

    static CheckOutcome unknown(CheckReason reason, String message) {
        return new CheckOutcome(VerificationStatus.UNKNOWN, reason, message, null);
    }

    static CheckOutcome notPermitted(String message, String permission) {
        return new CheckOutcome(VerificationStatus.UNKNOWN, CheckReason.NOT_PERMITTED, message, permission);
    }

    static CheckOutcome skipped(CheckReason reason, String message) {
        return new CheckOutcome(VerificationStatus.SKIPPED, reason, message, null);
    }

    /** Whether live IAM has answered. */
    boolean isAnswer() {
        return status == VerificationStatus.PASSED || status == VerificationStatus.FAILED;
    }
}
