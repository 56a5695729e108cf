package io.tableflow.iam.console.environment;

import io.tableflow.iam.verification.CheckResult;
import io.tableflow.iam.verification.VerificationQuestion;
import io.tableflow.iam.verification.VerificationReport;
import io.tableflow.iam.verification.VerificationStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A question of a verification, as its page shows it.
 *
 * @param path for ids of elements
 * @param toLookAt the checks that have not passed, those that failed first, the worst of them before the others
 * @param passed the other checks
 */
record QuestionLine(
        String path, String words, VerificationStatus verdict, List<CheckResult> toLookAt, List<CheckResult> passed) {

    private static final Comparator<CheckResult> WORST_FIRST =
            Comparator.comparingInt((CheckResult check) -> rank(check.status())).thenComparing(CheckResult::severity);

    /** In the order in which a verification asks them. */
    static List<QuestionLine> of(VerificationReport report) {
        return Arrays.stream(VerificationQuestion.values())
                .map(question -> of(question, report))
                .toList();
    }

    private static QuestionLine of(VerificationQuestion question, VerificationReport report) {
        List<CheckResult> checks = report.checks().stream()
                .filter(check -> check.question() == question)
                .toList();
        return new QuestionLine(
                switch (question) {
                    case CONFLUENT_GETS_IN -> "confluent-gets-in";
                    case NOBODY_ELSE_GETS_IN -> "nobody-else-gets-in";
                    case TABLEFLOW_CAN_WORK -> "tableflow-can-work";
                    case RESOURCES_READY -> "resources-ready";
                },
                switch (question) {
                    case CONFLUENT_GETS_IN -> "Can Confluent assume the role?";
                    case NOBODY_ELSE_GETS_IN -> "Can nobody else?";
                    case TABLEFLOW_CAN_WORK -> "May the role do what Tableflow does?";
                    case RESOURCES_READY -> "Are bucket, keys and catalog ready for it?";
                },
                report.verdict(question),
                checks.stream()
                        .filter(check -> check.status() != VerificationStatus.PASSED)
                        .sorted(WORST_FIRST)
                        .toList(),
                checks.stream()
                        .filter(check -> check.status() == VerificationStatus.PASSED)
                        .toList());
    }

    public String tone() {
        return tone(verdict);
    }

    /** Of one of its checks. */
    public String tone(CheckResult check) {
        return tone(check.status());
    }

    /** As in {@link io.tableflow.iam.console.page.StateWords}; {@code off} is what was not run. */
    static String tone(VerificationStatus status) {
        return switch (status) {
            case PASSED -> "ok";
            case FAILED -> "bad";
            case UNKNOWN -> "warn";
            case SKIPPED -> "off";
        };
    }

    private static int rank(VerificationStatus status) {
        return switch (status) {
            case FAILED -> 0;
            case UNKNOWN -> 1;
            case SKIPPED -> 2;
            case PASSED -> 3;
        };
    }
}
