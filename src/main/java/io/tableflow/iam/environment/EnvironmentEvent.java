package io.tableflow.iam.environment;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an environment, published in the transaction that stores it.
 *
 * @param workflowId the environment's latest workflow, which did it unless a request did
 * @param actor who did it: the caller's name, or this service itself
 * @param reason why; {@code null} where the request that is being served says it
 * @param before what was so until now, to be written as JSON; {@code null} where nothing was, or nothing changed
 * @param after what is so from now on, likewise
 * @param details what else belongs to it, without secrets
 */
public record EnvironmentEvent(
        Type type,
        UUID environmentId,
        String environment,
        @Nullable UUID workflowId,
        String actor,
        @Nullable String reason,
        @Nullable Object before,
        @Nullable Object after,
        Map<String, String> details) {

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
        return new EnvironmentEvent(
                type, environment.id(), environment.name(), environment.workflowId(), actor, null, null, null, details);
    }

    /** The same, and why. */
    public EnvironmentEvent because(String why) {
        return new EnvironmentEvent(type, environmentId, environment, workflowId, actor, why, before, after, details);
    }

    /** The same, and what it changed. */
    public EnvironmentEvent changing(@Nullable Object from, @Nullable Object to) {
        return new EnvironmentEvent(type, environmentId, environment, workflowId, actor, reason, from, to, details);
    }
}
