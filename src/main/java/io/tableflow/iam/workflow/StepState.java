package io.tableflow.iam.workflow;

/** The state of one step of a workflow. */
public enum StepState {
    /** Not begun, or to be attempted again at once. */
    PENDING,
    /** An attempt is in progress, or was when its node died. */
    RUNNING,
    /** To be attempted again later. */
    WAITING,
    /** The step has ensured its result. */
    DONE,
    /** It failed and needs an operator's help. */
    FAILED,
    /** Not needed any more. */
    CANCELLED
}
