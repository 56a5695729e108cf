package io.tableflow.iam.environment.event;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.workflow.WorkflowProblem;
import java.time.Instant;
import java.util.Map;

/** The end of a workflow, and the environment's state after it. */
public sealed interface LifecycleEvent extends EnvironmentEvent {

    @Override
    default String actor() {
        return SERVICE;
    }

    /**
     * Role and policies exist, and the role denies everyone.
     *
     * @param requestedAt when the environment was requested
     */
    record EnvironmentProvisioned(Source source, StateChange states, Instant requestedAt) implements LifecycleEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.PROVISIONED;
        }

        @Override
        public String reason() {
            return succeeded(EnvironmentWorkflowKind.PROVISION);
        }

        @Override
        public Change change() {
            return states.change();
        }
    }

    /**
     * The trust is the one for the latest integration.
     *
     * @param dueSince when the integration was received, or, if it was received before the environment was requested, when that was
     */
    record EnvironmentActivated(Source source, StateChange states, Instant dueSince) implements LifecycleEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.ACTIVATED;
        }

        @Override
        public String reason() {
            return succeeded(EnvironmentWorkflowKind.UPDATE_TRUST);
        }

        @Override
        public Change change() {
            return states.change();
        }
    }

    /** Live IAM equals the new spec. */
    record EnvironmentUpdated(Source source, StateChange states) implements LifecycleEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.UPDATED;
        }

        @Override
        public String reason() {
            return succeeded(EnvironmentWorkflowKind.UPDATE);
        }

        @Override
        public Change change() {
            return states.change();
        }
    }

    /** A workflow failed and needs an operator's help. */
    record EnvironmentFailed(Source source, WorkflowProblem problem, StateChange states) implements LifecycleEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.FAILED;
        }

        @Override
        public String reason() {
            return problem.detail();
        }

        @Override
        public Change change() {
            return states.change();
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("code", problem.code(), "detail", problem.detail());
        }
    }

    /**
     * Only its audit trail, revisions and workflows are left.
     *
     * @param abandoned whether it was let go without AWS, so that its resources may be left
     */
    record EnvironmentDeleted(Source source, boolean abandoned) implements LifecycleEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.DELETED;
        }

        @Override
        public String reason() {
            return abandoned
                    ? "let go without AWS: ABANDONED has what is left"
                    : succeeded(EnvironmentWorkflowKind.TEARDOWN);
        }
    }

    private static String succeeded(EnvironmentWorkflowKind kind) {
        return kind + " succeeded";
    }

    /** A change of state, which may also be the same state again. */
    record StateChange(EnvironmentState before, EnvironmentState after) {

        Change change() {
            return new Change(Map.of("state", before), Map.of("state", after));
        }
    }
}
