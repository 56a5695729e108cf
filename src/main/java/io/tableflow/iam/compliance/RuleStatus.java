package io.tableflow.iam.compliance;

/** What became of a rule. */
public enum RuleStatus {
    /** Its title is true. */
    PASSED,
    /** Its title is not true. */
    FAILED,
    /** Its title is not true, and somebody accepts that for a time. */
    WAIVED,
    /** Its title says nothing of this environment, or not yet. */
    NOT_APPLICABLE
}
