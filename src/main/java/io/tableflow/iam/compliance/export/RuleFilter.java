package io.tableflow.iam.compliance.export;

import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.RuleResult;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which results are asked for; what is null does not matter.
 *
 * @param rule the id of a rule
 */
public record RuleFilter(
        @Nullable RuleSeverity severity,
        @Nullable String rule,
        @Nullable RuleStatus status) {

    /** Those of a report. */
    public Stream<RuleResult> of(ComplianceReport report) {
        return report.results().stream()
                .filter(it -> (severity == null || it.rule().severity() == severity)
                        && (rule == null || it.rule().id().equals(rule))
                        && (status == null || it.status() == status));
    }
}
