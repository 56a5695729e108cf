package io.tableflow.iam.api.compliance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.compliance.ComplianceReport;
import io.tableflow.iam.compliance.RuleSeverity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report as callers see it. */
@Schema(name = "ComplianceReport", description = "What became of all rules for one environment.")
record ComplianceReportView(
        @Schema(description = "The environment's name.", example = "dev")
        String environment,

        @Schema(description = "When the rules were evaluated: now.")
        Instant evaluatedAt,

        @Schema(
                description = "When live IAM was last compared with the spec, which is what the rules on role and"
                        + " policies are evaluated on; null: it was not yet.")
        @Nullable
        Instant observedAt,

        @Schema(
                description = "How many rules of each severity fail, without those that are waived.",
                example = "{\"CRITICAL\": 0, \"HIGH\": 1, \"MEDIUM\": 0, \"LOW\": 0}")
        Map<String, Long> failed,

        @Schema(description = "All rules, in the order of the catalogue.")
        List<RuleResultView> rules,

        @Schema(description = "The latest 100 waivers, the newest first, also those that are over.")
        List<WaiverView> waivers) {

    static ComplianceReportView of(ComplianceReport report, List<WaiverView> waivers) {
        String name = report.environment().name();
        return new ComplianceReportView(
                name,
                report.evaluatedAt(),
                report.observedAt(),
                Arrays.stream(RuleSeverity.values())
                        .collect(Collectors.toMap(
                                RuleSeverity::name,
                                report::failed,
                                Long::sum,
                                () -> new TreeMap<>(
                                        Comparator.comparing((Function<String, RuleSeverity>) RuleSeverity::valueOf)))),
                report.results().stream()
                        .map(result -> RuleResultView.of(name, result))
                        .toList(),
                waivers);
    }
}
