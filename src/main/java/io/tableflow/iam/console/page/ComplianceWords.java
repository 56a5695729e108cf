package io.tableflow.iam.console.page;

import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What rules say of an environment, in few words: how many of the worst severity fail.
 *
 * @param tone as in {@link StateWords}; {@code off}: live IAM was not compared yet
 * @param words such as {@code 2 critical, 1 other}, {@code passes}, {@code passes, 1 waived}
 */
public record ComplianceWords(String tone, String words) {

    public static ComplianceWords of(ComplianceReport report) {
        List<RuleSeverity> failing = Arrays.stream(RuleSeverity.values())
                .filter(severity -> report.failed(severity) > 0)
                .toList();
        if (failing.isEmpty()) {
            long waived = report.results().stream()
                    .filter(it -> it.status() == RuleStatus.WAIVED)
                    .count();
            String more = waived == 0 ? "" : ", " + waived + " waived";
            return report.observedAt() == null
                    ? new ComplianceWords("off", "not judged yet" + more)
                    : new ComplianceWords("ok", "passes" + more);
        }
        RuleSeverity worst = failing.getFirst();
        long others = failing.stream().skip(1).mapToLong(report::failed).sum();
        return new ComplianceWords(
                tone(worst),
                report.failed(worst) + " " + worst.name().toLowerCase(Locale.ROOT)
                        + (others == 0 ? "" : others == 1 ? ", 1 other" : ", " + others + " others"));
    }

    /** Whether any rule fails that is not waived. */
    public boolean isFailing() {
        return tone.equals("bad") || tone.equals("warn");
    }

    /** Of a rule of that severity that fails. */
    public static String tone(RuleSeverity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "bad";
            case MEDIUM, LOW -> "warn";
        };
    }
}
