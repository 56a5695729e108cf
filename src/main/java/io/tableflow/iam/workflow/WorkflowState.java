package io.tableflow.iam.workflow;

/** The state of a workflow. */
public enum WorkflowState {
    /** A step is being executed or is due. */
    RUNNING,
    /** Between two attempts: for a back-off, or until something else has happened. */
    WAITING,
    /** All steps are done. */
    SUCCEEDED,
    /** A step failed and needs an operator's help; a retry resumes at that step. */
    FAILED,
    /** No longer needed; another workflow supersedes it. */
    CANCELLED;

    /** Whether the runner still has something to do. */
    public boolean isActive() {
        return this == RUNNING || this == WAITING;
    }
}
