package io.tableflow.iam.confluent;

import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.RoleArn;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's provider integration as a callback or an operator describes it: the fields that we need.
 *
 * @param id Confluent's id, {@code cspi-...}
 * @param principal Confluent's role, a different one for each integration
 * @param externalId what the principal sends
 * @param customerRole the role that it will assume: one of ours
 * @param confluentEnvironmentId the Confluent environment that it belongs to, {@code env-...}; {@code null}: not said
 * @see <a href="https://docs.confluent.io/cloud/current/api.html#tag/Integrations-(pimv1)">Integrations (pim/v1)</a>
 */
public record IntegrationMessage(
        String id,
        RoleArn principal,
        String externalId,
        RoleArn customerRole,
        @Nullable String confluentEnvironmentId) {

    /**
     * The integration as it is stored with its environment.
     *
     * @param providedBy from whom we have it
     */
    ProviderIntegration received(Instant at, String providedBy) {
        return new ProviderIntegration(
                id, principal.toString(), externalId, customerRole.toString(), at, providedBy, confluentEnvironmentId);
    }

    /** The principal and the role, for the audit trail; without the external id, which is for the trust alone. */
    Map<String, String> inWords() {
        return Map.of("integration", id, "principal", principal.toString(), "role", customerRole.toString());
    }
}
