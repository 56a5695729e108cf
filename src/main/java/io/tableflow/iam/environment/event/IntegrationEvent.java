package io.tableflow.iam.environment.event;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change or a finding in an environment's provider integration, or in whom its trust lets in. */
public sealed interface IntegrationEvent extends EnvironmentEvent {

    @Override
    default String actor() {
        return SERVICE;
    }

    /** An integration that was received before the role's account was known turned out to be for another role. */
    record IntegrationRejected(Source source, ProviderIntegration rejected, String role) implements IntegrationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_REJECTED;
        }

        @Override
        public String reason() {
            return "it is for a role of another account";
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("integration", rejected.id(), "expects", rejected.customerIamRoleArn(), "role", role);
        }
    }

    /**
     * The live trust denies everyone again.
     *
     * @param before whom it let in
     */
    record TrustWithdrawn(
            Source source, String actor, @Nullable ProviderIntegration before) implements IntegrationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.TRUST_WITHDRAWN;
        }

        @Override
        public String reason() {
            return "the provider integration was withdrawn";
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(before), null);
        }
    }

    /** The live trust is exactly the one for an integration. */
    record TrustEstablished(Source source, @Nullable ProviderIntegration before, ProviderIntegration established)
            implements IntegrationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.TRUST_ESTABLISHED;
        }

        @Override
        public String reason() {
            return "provider integration " + established.id();
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(before), EnvironmentEvent.withoutSecret(established));
        }

        @Override
        public Map<String, ?> details() {
            return Objects.requireNonNull(EnvironmentEvent.withoutSecret(established));
        }
    }

    /**
     * One call replaced one principal by another in the live trust. External ids are compared, but not part of the
     * event.
     */
    record IntegrationRotated(Source source, ProviderIntegration before, ProviderIntegration established)
            implements IntegrationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_ROTATED;
        }

        @Override
        public String reason() {
            return "provider integration " + established.id();
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(before), EnvironmentEvent.withoutSecret(established));
        }

        @Override
        public Map<String, ?> details() {
            return Map.of(
                    "integration", established.id(),
                    "principal", established.iamRoleArn(),
                    "previousIntegration", before.id(),
                    "previousPrincipal", before.iamRoleArn(),
                    "externalIdChanged", Boolean.toString(!before.externalId().equals(established.externalId())));
        }
    }

    /**
     * The provider integration is gone at Confluent, as two looks in a row have found.
     *
     * @param action what is done about it, as {@code tableflow.confluent.on-missing} says
     */
    record IntegrationGone(Source source, ProviderIntegration gone, String action) implements IntegrationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_GONE;
        }

        @Override
        public String reason() {
            return "Confluent does not have provider integration " + gone.id() + " any more";
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(gone), null);
        }

        @Override
        public Map<String, ?> details() {
            return Map.of(
                    "integration",
                    gone.id(),
                    "principal",
                    gone.iamRoleArn(),
                    "confluentEnvironment",
                    String.valueOf(gone.confluentEnvironmentId()),
                    "action",
                    action);
        }
    }

    /**
     * A deletion went on although the provider integration is still there at Confluent, or may be: it was forced, the environment was
     * abandoned, or Confluent does not say.
     *
     * @param actor the caller who asked for that
     * @param integration its id; null if Confluent could not be asked
     * @param why what was in the way
     */
    record IntegrationLeft(
            Source source,
            String actor,
            @Nullable String integration,
            String confluentEnvironment,
            String reason,
            String why)
            implements IntegrationEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_LEFT;
        }

        @Override
        public Map<String, ?> details() {
            Map<String, String> details = new HashMap<>();
            details.put("confluentEnvironment", confluentEnvironment);
            details.put("why", why);
            if (integration != null) {
                details.put("integration", integration);
            }
            return details;
        }
    }
}
