package io.tableflow.iam.environment;

import java.util.Map;
import java.util.UUID;

/**
 * Something that happened to an environment, published in the transaction that stores it.
 *
 * @param actor who did it: the caller's name, or this service itself
 * @param details what belongs to it, without secrets
 */
public record EnvironmentEvent(
        Type type, UUID environmentId, String environment, String actor, Map<String, String> details) {

    /** The actor of what a workflow does by itself. */
    public static final String SERVICE = "tableflow-iam";

    /** What can happen. */
    public enum Type {
        REQUESTED,
        ADOPTED,
        PROVISIONED,
        INTEGRATION_RECEIVED,
        INTEGRATION_REJECTED,
        TRUST_ESTABLISHED,
        INTEGRATION_ROTATED,
        ACTIVATED,
        POLICY_APPLIED,
        UPDATE_REQUESTED,
        UPDATED,
        RECONCILE_REQUESTED,
        DRIFT_FOUND,
        REPAIRED,
        FAILED,
        RETRIED,
        DELETION_REQUESTED,
        FOREIGN_DETACHED,
        DELETED
    }

    /** Something that happened to {@code environment}. */
    public static EnvironmentEvent of(Type type, Environment environment, String actor, Map<String, String> details) {
        return new EnvironmentEvent(type, environment.id(), environment.name(), actor, details);
    }
}
