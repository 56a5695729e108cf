package io.tableflow.iam.workflow.event;

import io.tableflow.iam.workflow.WorkflowState;
import java.time.Duration;

/**
 * A workflow has ended. It is published once for each end, in the transaction that stores it.
 *
 * @param kind that of its definition
 * @param state {@code SUCCEEDED}, {@code FAILED} or {@code CANCELLED}
 * @param took the time since it was created; for one that had failed and was retried, since it was first created
 */
public record WorkflowEnded(String kind, WorkflowState state, Duration took) {}
