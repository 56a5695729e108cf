package io.tableflow.iam.workflow;

import io.swagger.v3.oas.annotations.media.Schema;

/** Where a workflow stands. */
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
    /** Between two attempts: a back-off, or something outside that must happen first. */
    WAITING,
    /** All steps are done. */
    SUCCEEDED,
    /** A step cannot succeed without somebody's help; a retry resumes at that step. */
    FAILED,
    /** No longer wanted: another workflow took over. */
    CANCELLED;

    /** Whether the runner still has something to do. */
    public boolean isActive() {
        return this == RUNNING || this == WAITING;
    }
}
