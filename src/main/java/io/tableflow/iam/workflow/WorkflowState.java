package io.tableflow.iam.workflow;

import io.swagger.v3.oas.annotations.media.Schema;

/** The state of a workflow. */
@Schema(enumAsRef = true, description = """
        Where a workflow stands.

        - `RUNNING`: a step is being executed or is due
        - `WAITING`: between two attempts
        - `SUCCEEDED`: all steps are done
        - `FAILED`: a step cannot succeed without somebody's help; a retry goes on there
        - `CANCELLED`: no longer wanted: another workflow took over
        """)
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
