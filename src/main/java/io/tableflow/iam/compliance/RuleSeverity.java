package io.tableflow.iam.compliance;

/** How bad it is if a rule fails; the worst first. */
public enum RuleSeverity {
    /** Others can come in, or might. */
    CRITICAL,
    /** The role can do more than it is for, or Confluent is shut out. */
    HIGH,
    /** It will do harm, or hides something that does. */
    MEDIUM,
    /** It does no harm by itself. */
    LOW
}
