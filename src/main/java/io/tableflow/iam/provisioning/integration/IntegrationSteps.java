package io.tableflow.iam.provisioning.integration;

import org.springframework.stereotype.Component;

/** The steps at Confluent Cloud, for the workflows that have them. */
@Component
public class IntegrationSteps {

    private final IntegrationServices services;

    IntegrationSteps(IntegrationServices services) {
        this.services = services;
    }

    /** Makes the integration. */
    public IntegrationStep create() {
        return new CreateIntegration(services);
    }

    /** Deletes the integration. */
    public IntegrationStep delete() {
        return new DeleteIntegration(services);
    }
}
