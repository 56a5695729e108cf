package io.tableflow.iam.api.environment;

import io.tableflow.iam.confluent.tableflow.TableflowVerdict;
import io.tableflow.iam.drift.AccountSweepReport;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.workflow.WorkflowState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is shown of an environment, as one statement reads it.
 *
 * @param workflowId the id of its latest workflow, and the same for {@code workflowKind} and {@code workflowState}; all are null
 *     before there is one
 * @param sweep the latest sweep of its account; null if there was none
 * @param verdict what Confluent last said of Tableflow's work; null if it was not asked
 */
record EnvironmentRow(
        Environment environment,
        @Nullable UUID workflowId,
        @Nullable String workflowKind,
        @Nullable WorkflowState workflowState,
        @Nullable AccountSweepReport sweep,
        @Nullable TableflowVerdict verdict) {

    @Nullable
    WorkflowSummaryView workflow() {
        return workflowId == null || workflowKind == null || workflowState == null
                ? null
                : new WorkflowSummaryView(workflowId, workflowKind, workflowState);
    }
}
