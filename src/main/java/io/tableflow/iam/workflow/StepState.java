package io.tableflow.iam.workflow;

import io.swagger.v3.oas.annotations.media.Schema;

/** The state of one step of a workflow. */
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
