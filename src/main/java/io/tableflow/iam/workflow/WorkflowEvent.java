package io.tableflow.iam.workflow;

import java.util.Map;
import java.util.UUID;

/**
 * Something that happened to a workflow, published in the transaction that stores it.
 *
 * @param kind that of its definition
 * @param details what else belongs to it
 */
public record WorkflowEvent(
        Type type, UUID workflowId, WorkflowSubject subject, String kind, Map<String, String> details) {

    /** What can happen. */
    public enum Type {
        WORKFLOW_BEGUN,
        WORKFLOW_SUCCEEDED,
        WORKFLOW_FAILED,
        WORKFLOW_CANCELLED,
        WORKFLOW_RESUMED,
        /** An attempt was begun and never heard of again: its node died, or lost the workflow to another. */
        ATTEMPT_LOST
    }

    static WorkflowEvent of(Type type, Workflow workflow, Map<String, String> details) {
        return new WorkflowEvent(type, workflow.id(), workflow.subject(), workflow.kind(), details);
    }
}
