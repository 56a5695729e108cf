package io.tableflow.iam.api.confluent;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentState;

/** The outcome of a callback. */
@Schema(name = "WebhookReceipt", description = "The outcome of a callback.")
record WebhookReceiptView(
        @Schema(description = "The environment whose role the integration names.", example = "dev")
        String environment,

        @Schema(description = "The environment's state.") EnvironmentState state) {

    static WebhookReceiptView of(Environment environment) {
        return new WebhookReceiptView(environment.name(), environment.state());
    }
}
