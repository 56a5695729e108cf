package io.tableflow.iam.environment.spec;

/**
 * Where at Confluent the service creates the provider integration itself.
 *
 * @param environmentId the Confluent environment, {@code env-...}
 * @param displayName what the integration is called there, 1-60 characters
 */
public record ConfluentSpec(String environmentId, String displayName) {}
