package io.tableflow.iam.verification;

import java.util.Collection;

/** What came of a check, a question, or a whole verification. */
public enum VerificationStatus {
    PASSED,
    FAILED,
    /** It could not be told. */
    UNKNOWN,
    /** It was not run. */
    SKIPPED;

    /**
     * What checks come to together. Never PASSED while a required one was not run or could not be told; a check about something that
     * the environment does not have is not required. Where none of them is required, each counts.
     */
    static VerificationStatus of(Collection<CheckResult> checks) {
        if (checks.stream().anyMatch(it -> it.status() == FAILED)) {
            return FAILED;
        }
        if (checks.stream().allMatch(it -> it.status() == SKIPPED)) {
            return SKIPPED;
        }
        boolean isAnyRequired = checks.stream().anyMatch(CheckResult::required);
        return checks.stream().anyMatch(it -> it.isUnanswered() && (it.required() || !isAnyRequired))
                ? UNKNOWN
                : PASSED;
    }
}
