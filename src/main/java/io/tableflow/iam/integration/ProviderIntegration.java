package io.tableflow.iam.integration;

import io.tableflow.iam.policy.RoleArn;

/**
 * Confluent's provider integration, as far as it matters to us.
 *
 * @param id Confluent's id of it, {@code cspi-...}
 * @param principal Confluent's role, made for this integration alone
 * @param externalId what the principal presents
 * @param customerRole the role it expects to assume: one of ours
 * @see <a href="https://docs.confluent.io/cloud/current/api.html#tag/Integrations-(pimv1)">Integrations (pim/v1)</a>
 */
record ProviderIntegration(String id, RoleArn principal, String externalId, RoleArn customerRole) {}
