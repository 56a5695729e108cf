package io.tableflow.iam.workflow;

/** Where one step of a workflow stands. */
public enum StepState {
    /** Not begun. */
    PENDING,
    /** An attempt is under way, or was when its node died. */
    RUNNING,
    /** To be attempted again later. */
    WAITING,
    /** What it ensures is so. */
    DONE,
    /** Cannot succeed without somebody's help. */
    FAILED,
    /** Not needed any more. */
    CANCELLED
}
