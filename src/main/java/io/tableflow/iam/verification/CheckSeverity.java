package io.tableflow.iam.verification;

/** How bad it is if a claim is not true. */
public enum CheckSeverity {
    /** Somebody else may get in. */
    CRITICAL,
    /** Tableflow cannot work. */
    HIGH,
    /** Tableflow may lose data, or works less well. */
    MEDIUM
}
