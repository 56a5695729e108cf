package io.tableflow.iam.console.compliance;

import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import io.tableflow.iam.console.page.ComplianceWords;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The rules of one severity, as the page of an environment shows them, in the order of the catalogue.
 *
 * @param lines all of them
 */
record SeverityLine(RuleSeverity severity, List<RuleLine> lines) {

    /** Those of which something fails or is waived before the others; of both the worst first. */
    static List<SeverityLine> of(List<RuleLine> lines) {
        return Arrays.stream(RuleSeverity.values())
                .map(severity -> new SeverityLine(
                        severity,
                        lines.stream()
                                .filter(it -> it.rule().severity() == severity)
                                .toList()))
                .sorted(Comparator.comparing((SeverityLine it) ->
                        it.failed().isEmpty() && it.waived().isEmpty()))
                .toList();
    }

    public List<RuleLine> failed() {
        return with(RuleStatus.FAILED);
    }

    public List<RuleLine> waived() {
        return with(RuleStatus.WAIVED);
    }

    public List<RuleLine> passed() {
        return with(RuleStatus.PASSED);
    }

    public List<RuleLine> notApplicable() {
        return with(RuleStatus.NOT_APPLICABLE);
    }

    private List<RuleLine> with(RuleStatus status) {
        return lines.stream().filter(it -> it.result().status() == status).toList();
    }

    public String tone() {
        return failed().isEmpty() ? "ok" : ComplianceWords.tone(severity);
    }

    /** Such as {@code 2 of 9 fail}. */
    public String words() {
        int failed = failed().size();
        return failed == 0 ? "none fails" : failed + " of " + lines.size() + (failed == 1 ? " fails" : " fail");
    }
}
