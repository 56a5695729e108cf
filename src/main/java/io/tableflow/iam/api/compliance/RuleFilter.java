package io.tableflow.iam.api.compliance;

import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.RuleCatalogue;
import io.tableflow.iam.compliance.RuleResult;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which results are asked for; what is null does not matter. */
record RuleFilter(
        @Nullable RuleSeverity severity,
        @Nullable String rule,
        @Nullable RuleStatus status) {

    RuleFilter {
        if (rule != null && RuleCatalogue.find(rule).isEmpty()) {
            throw ProblemException.invalid("rule", "must be the id of a rule, such as TFI-TRUST-001");
        }
    }

    Stream<RuleResult> of(ComplianceReport report) {
        return report.results().stream()
                .filter(it -> (severity == null || it.rule().severity() == severity)
                        && (rule == null || it.rule().id().equals(rule))
                        && (status == null || it.status() == status));
    }
}
