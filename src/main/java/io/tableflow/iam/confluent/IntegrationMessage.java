package io.tableflow.iam.confluent;

import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.RoleArn;
import java.time.Instant;
import java.util.Map;

/**
 * Confluent's provider integration, as far as it matters to us.
 *
 * @param id Confluent's id of it, {@code cspi-...}
 * @param principal Confluent's role, made for this integration alone
 * @param externalId what the principal presents
 * @param customerRole the role it expects to assume: one of ours
 * @see <a href="https://docs.confluent.io/cloud/current/api.html#tag/Integrations-(pimv1)">Integrations (pim/v1)</a>
 */
public record IntegrationMessage(String id, RoleArn principal, String externalId, RoleArn customerRole) {

    /**
     * As it is kept with its environment.
     *
     * @param providedBy who told us of it
     */
    ProviderIntegration received(Instant at, String providedBy) {
        return new ProviderIntegration(id, principal.toString(), externalId, customerRole.toString(), at, providedBy);
    }

    /** Who wants to be let in where; without the external id, which is for the trust alone. */
    Map<String, String> inWords() {
        return Map.of("integration", id, "principal", principal.toString(), "role", customerRole.toString());
    }
}
