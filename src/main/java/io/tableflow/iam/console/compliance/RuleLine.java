package io.tableflow.iam.console.compliance;

import io.tableflow.iam.compliance.ComplianceRule;
import io.tableflow.iam.compliance.RuleResult;
import io.tableflow.iam.compliance.RuleStatus;
import io.tableflow.iam.compliance.Waiver;
import io.tableflow.iam.console.page.ComplianceWords;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What became of a rule, as pages show it.
 *
 * @param environment the environment's name
 * @param waiverState what became of the result's waiver; null: there is none
 */
record RuleLine(String environment, RuleResult result, Waiver.@Nullable State waiverState) {

    /** A name, and a URL at the end. */
    private static final Pattern SOURCE = Pattern.compile("(.*?)[:,]? (https://\\S+)");

    public ComplianceRule rule() {
        return result.rule();
    }

    /** As in {@link io.tableflow.iam.console.page.StateWords}. */
    public String tone() {
        return switch (result.status()) {
            case FAILED -> ComplianceWords.tone(result.rule().severity());
            case WAIVED -> "wait";
            case PASSED -> "ok";
            case NOT_APPLICABLE -> "off";
        };
    }

    public boolean isFailed() {
        return result.status() == RuleStatus.FAILED;
    }

    /** Whether its waiver does not count before somebody has approved it. */
    public boolean isPending() {
        return waiverState == Waiver.State.PENDING;
    }

    public String sourceName() {
        Matcher source = SOURCE.matcher(rule().source());
        return source.matches() ? source.group(1) : rule().source();
    }

    /** Null if its source has no page. */
    public @Nullable String sourceUrl() {
        Matcher source = SOURCE.matcher(rule().source());
        return source.matches() ? source.group(2) : null;
    }
}
