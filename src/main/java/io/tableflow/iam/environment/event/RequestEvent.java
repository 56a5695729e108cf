package io.tableflow.iam.environment.event;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.spec.SpecDiff;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody asked for something: an operator, or Confluent's pipeline. */
public sealed interface RequestEvent extends EnvironmentEvent {

    /** A new environment. */
    record EnvironmentRequested(Source source, String actor, EnvironmentSpec spec) implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.REQUESTED;
        }

        @Override
        public Change change() {
            return new Change(null, spec);
        }
    }

    /** Another spec. */
    record UpdateRequested(Source source, String actor, SpecDiff difference) implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.UPDATE_REQUESTED;
        }

        @Override
        public Change change() {
            return new Change(difference.before(), difference.after());
        }
    }

    /** A comparison with live IAM now, and a repair where it differs. */
    record ReconcileRequested(Source source, String actor) implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.RECONCILE_REQUESTED;
        }
    }

    /** That a FAILED environment goes on. */
    record RetryRequested(Source source, String actor) implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.RETRIED;
        }
    }

    /**
     * That an environment goes.
     *
     * @param force whether what others attached is to be detached
     * @param before its state until then
     */
    record DeletionRequested(Source source, String actor, boolean force, EnvironmentState before)
            implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.DELETION_REQUESTED;
        }

        @Override
        public Change change() {
            return new Change(Map.of("state", before), Map.of("state", EnvironmentState.DELETING));
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("force", Boolean.toString(force));
        }
    }

    /**
     * Confluent's half became known, or another.
     *
     * @param before the one that was known until then
     */
    record IntegrationReceived(Source source, @Nullable ProviderIntegration before, ProviderIntegration received)
            implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_RECEIVED;
        }

        @Override
        public String actor() {
            return received.providedBy();
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(before), EnvironmentEvent.withoutSecret(received));
        }

        @Override
        public Map<String, ?> details() {
            return Objects.requireNonNull(EnvironmentEvent.withoutSecret(received));
        }
    }
}
