package io.tableflow.iam.environment.event;

import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of an environment, published in the transaction that stores it. */
public sealed interface EnvironmentEvent extends AuditableEvent
        permits RequestEvent, LifecycleEvent, ResourceEvent, IntegrationEvent, DriftEvent {

    /** The environment. */
    Source source();

    @Override
    default Subject environment() {
        return new Subject(source().environmentId(), source().environmentName());
    }

    @Override
    default @Nullable UUID correlation() {
        return source().workflowId();
    }

    /** An integration without its external id, which only the trust has. */
    static @Nullable Map<String, String> withoutSecret(@Nullable ProviderIntegration integration) {
        return integration == null
                ? null
                : Map.of("integration", integration.id(), "principal", integration.iamRoleArn());
    }

    /**
     * The environment of an event.
     *
     * @param workflowId its latest workflow, which caused the event unless a request did
     */
    record Source(
            UUID environmentId,
            String environmentName,
            @Nullable UUID workflowId) {

        public static Source of(Environment environment) {
            return new Source(environment.id(), environment.name(), environment.workflowId());
        }
    }
}
