package io.tableflow.iam.compliance;

import org.jspecify.annotations.Nullable;

/**
 * What became of a rule for one environment.
 *
 * @param evidence a sentence with what was seen
 * @param waiver the rule's waiver that was not withdrawn, in force or not; null: there is none
 */
public record RuleResult(
        ComplianceRule rule,
        RuleStatus status,
        String evidence,
        @Nullable Waiver waiver) {}
