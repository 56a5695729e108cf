package io.tableflow.iam.verification;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    /** What the same claim about several things comes to: what is wrong with one of them, or else what could not be told of one. */
    static CheckOutcome all(List<CheckOutcome> outcomes) {
        return first(outcomes, VerificationStatus.FAILED)
                .or(() -> first(outcomes, VerificationStatus.UNKNOWN))
                .or(() -> first(outcomes, VerificationStatus.SKIPPED))
                .orElseGet(() -> passed(
                        outcomes.stream().map(CheckOutcome::message).distinct().collect(Collectors.joining(" "))));
    }

    private static Optional<CheckOutcome> first(List<CheckOutcome> outcomes, VerificationStatus status) {
        return outcomes.stream().filter(it -> it.status() == status).findFirst();
    }

    /** What a check comes to that may have no answer. */
    static CheckOutcome of(Supplier<CheckOutcome> check) {
        try {
            return check.get();
        } catch (NoAnswerException none) {
            return none.outcome();
        }
    }

    /** Whether live IAM has answered. */
    boolean isAnswer() {
        return status == VerificationStatus.PASSED || status == VerificationStatus.FAILED;
    }
}
