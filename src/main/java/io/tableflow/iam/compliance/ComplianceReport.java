package io.tableflow.iam.compliance;

import io.tableflow.iam.environment.Environment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of all rules for one environment.
 *
 * @param evaluatedAt when
 * @param observedAt when live IAM was last compared with the spec; null: it was not yet
 * @param results in the order of the catalogue
 */
public record ComplianceReport(
        Environment environment,
        Instant evaluatedAt,
        @Nullable Instant observedAt,
        List<RuleResult> results) {

    public ComplianceReport {
        results = List.copyOf(results);
    }

    /** How many rules of a severity fail and are not waived. */
    public long failed(RuleSeverity severity) {
        return count(severity, RuleStatus.FAILED);
    }

    /** Of how many rules of a severity that became. */
    long count(RuleSeverity severity, RuleStatus status) {
        return results.stream()
                .filter(it -> it.status() == status && it.rule().severity() == severity)
                .count();
    }
}
