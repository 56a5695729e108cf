package io.tableflow.iam.environment.event;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.ObservedState;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.spec.SpecDiff;
import io.tableflow.iam.policy.ResourceKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request of an operator, or of Confluent's pipeline. */
public sealed interface RequestEvent extends EnvironmentEvent {

    /** A new environment was requested. */
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

    /** Another spec was requested. */
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

    /** A reconcile was requested: a comparison with live IAM, and the changes that it shows to be needed. */
    record ReconcileRequested(Source source, String actor) implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.RECONCILE_REQUESTED;
        }
    }

    /** A retry of a FAILED environment was requested. */
    record RetryRequested(Source source, String actor) implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.RETRIED;
        }
    }

    /**
     * A deletion was requested.
     *
     * @param force whether what others attached is to be detached
     * @param before the environment's previous state
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
     * An environment is let go without any further call to AWS.
     *
     * @param before the environment's previous state
     * @param left what is left in AWS, as far as it was observed
     * @param integration what is left at Confluent; null: none is known
     */
    record EnvironmentAbandoned(
            Source source,
            String actor,
            EnvironmentState before,
            ObservedState left,
            @Nullable ProviderIntegration integration)
            implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.ABANDONED;
        }

        @Override
        public Change change() {
            return new Change(Map.of("state", before), Map.of("state", EnvironmentState.DELETING));
        }

        /** Each resource by its ARN, and whom the role lets in. */
        @Override
        public Map<String, ?> details() {
            Map<String, String> details = new HashMap<>();
            for (ResourceKind kind : ResourceKind.values()) {
                String arn = left.resources().arn(kind);
                if (arn != null) {
                    details.put(kind.slug(), arn);
                }
            }
            if (left.account() != null) {
                details.put("account", left.account().id());
            }
            left.admitted()
                    .ifPresent(principal ->
                            details.put("principal", principal.role().toString()));
            if (integration != null) {
                details.put("integration", integration.id());
                if (integration.confluentEnvironmentId() != null) {
                    details.put("confluentEnvironment", integration.confluentEnvironmentId());
                }
            }
            return details;
        }
    }

    /**
     * The integration was withdrawn: the trust is to deny everyone.
     *
     * @param before the integration; {@code null}: none was known
     */
    record IntegrationWithdrawn(
            Source source, String actor, @Nullable ProviderIntegration before) implements RequestEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_WITHDRAWN;
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(before), null);
        }
    }

    /**
     * An integration was received that differs from the previous one.
     *
     * @param before the previous integration
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
