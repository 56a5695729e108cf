package io.tableflow.iam.workflow;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import java.util.Map;
import java.util.UUID;

/** A change of a workflow, published in the transaction that stores it. */
public sealed interface WorkflowEvent extends AuditableEvent {

    /** The workflow. */
    Source source();

    @Override
    default Subject environment() {
        return new Subject(source().subject().id(), source().subject().name());
    }

    @Override
    default String actor() {
        return SERVICE;
    }

    @Override
    default UUID correlation() {
        return source().workflowId();
    }

    @Override
    default Change change() {
        return new Change(null, Map.of("workflow", source().workflowId()));
    }

    @Override
    default Map<String, ?> details() {
        return Map.of("kind", source().kind());
    }

    /**
     * A workflow.
     *
     * @param kind that of its definition
     */
    record Source(UUID workflowId, WorkflowSubject subject, String kind) {

        static Source of(Workflow workflow) {
            return new Source(workflow.id(), workflow.subject(), workflow.kind());
        }
    }

    /** It was started. */
    record WorkflowBegun(Source source) implements WorkflowEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.WORKFLOW_BEGUN;
        }
    }

    /** All of its steps are done. */
    record WorkflowSucceeded(Source source) implements WorkflowEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.WORKFLOW_SUCCEEDED;
        }
    }

    /** A step failed and needs help. */
    record WorkflowFailed(Source source, String step, WorkflowProblem problem) implements WorkflowEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.WORKFLOW_FAILED;
        }

        @Override
        public String reason() {
            return problem.detail();
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("kind", source.kind(), "step", step, "code", problem.code(), "detail", problem.detail());
        }
    }

    /** The desired state has changed meanwhile. */
    record WorkflowCancelled(Source source) implements WorkflowEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.WORKFLOW_CANCELLED;
        }
    }

    /** It resumes at the step that had failed. */
    record WorkflowResumed(Source source) implements WorkflowEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.WORKFLOW_RESUMED;
        }
    }

    /** An attempt began, and its outcome was never stored: its node died, or lost its lease. */
    record AttemptLost(Source source, String step, int attempt) implements WorkflowEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.ATTEMPT_LOST;
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("kind", source.kind(), "step", step, "attempt", Integer.toString(attempt));
        }
    }
}
