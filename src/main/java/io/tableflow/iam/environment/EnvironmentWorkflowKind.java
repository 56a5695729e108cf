package io.tableflow.iam.environment;

import io.swagger.v3.oas.annotations.media.Schema;

/** What can be done to an environment, one at a time. */
@Schema(name = "WorkflowKind", enumAsRef = true, description = """
        What is done to an environment.

        - `PROVISION`: from nothing to a role that denies everyone, with its policies
        - `UPDATE_TRUST`: the trust to what the latest integration asks for
        - `UPDATE`: live IAM to a new spec
        - `REPAIR`: live IAM back to the present spec
        - `TEARDOWN`: everything that is ours away
        """)
public enum EnvironmentWorkflowKind {
    /** From nothing to a role that denies everyone, with its policies. */
    PROVISION,
    /** The trust to what the latest integration asks for. */
    UPDATE_TRUST,
    /** Live IAM to a new spec. */
    UPDATE,
    /** Live IAM back to the present spec. */
    REPAIR,
    /** Everything that is ours away. */
    TEARDOWN
}
