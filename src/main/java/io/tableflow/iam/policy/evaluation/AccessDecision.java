package io.tableflow.iam.policy.evaluation;

/** What the evaluation of a request ends with. */
public enum AccessDecision {
    ALLOWED,
    /** A statement denies it, whatever allows it. */
    EXPLICIT_DENY,
    /** A policy that would have to allow it does not. */
    IMPLICIT_DENY,
    /** It is allowed if something holds that is not known here. */
    CONDITIONAL,
    /** A statement decides of which AWS does not document what it means. */
    UNDETERMINED
}
