package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.workflow.Workflow;
import io.tableflow.iam.workflow.WorkflowState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workflow in short, as callers see it. */
@Schema(name = "WorkflowSummary", description = "A workflow in short.")
public record WorkflowSummaryView(
        @Schema(description = "Its id, for /workflows/{id}.")
        UUID id,

        @Schema(description = "What it does.", implementation = EnvironmentWorkflowKind.class)
        String kind,

        @Schema(description = "Its state.") WorkflowState state) {

    static @Nullable WorkflowSummaryView of(@Nullable Workflow workflow) {
        return workflow == null ? null : new WorkflowSummaryView(workflow.id(), workflow.kind(), workflow.state());
    }
}
