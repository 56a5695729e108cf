package io.tableflow.iam.workflow;

import io.swagger.v3.oas.annotations.media.Schema;

/** Where one step of a workflow stands. */
@Schema(enumAsRef = true, description = """
        Where a step stands.

        - `PENDING`: not begun
        - `RUNNING`: an attempt is under way, or was when its node died
        - `WAITING`: to be attempted again later
        - `DONE`: what it ensures is so
        - `FAILED`: cannot succeed without somebody's help
        - `CANCELLED`: not needed any more
        """)
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
