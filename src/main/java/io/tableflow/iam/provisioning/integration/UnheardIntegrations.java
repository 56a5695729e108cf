package io.tableflow.iam.provisioning.integration;

import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.event.RequestEvent.UpdateRequested;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers an integration that a call may have made without anybody hearing of it, where another spec no longer asks for one in that
 * Confluent environment: neither a deletion nor a look would know of it.
 */
@Component
class UnheardIntegrations {

    private final EnvironmentRepository environments;
    private final IntegrationServices services;

    UnheardIntegrations(EnvironmentRepository environments, IntegrationServices services) {
        this.environments = environments;
        this.services = services;
    }

    /** In the transaction that stores the other spec. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void onUpdate(UpdateRequested event) {
        if (event.difference().before().get("confluent") instanceof ConfluentSpec before) {
            environments
                    .findById(event.source().environmentId())
                    .filter(it -> it.spec().confluent() == null
                            || !it.spec().confluent().environmentId().equals(before.environmentId()))
                    .ifPresent(
                            environment -> services.noLongerAsked(environment, before.environmentId(), event.actor()));
        }
    }
}
