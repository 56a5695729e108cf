package io.tableflow.iam.api.confluent;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentState;

/** What became of a callback. */
@Schema(name = "WebhookReceipt", description = "What became of a callback.")
record WebhookReceiptView(
        @Schema(description = "The environment whose role the integration names.", example = "dev")
        String environment,

        @Schema(description = "Where it stands now.") EnvironmentState state) {

    static WebhookReceiptView of(Environment environment) {
        return new WebhookReceiptView(environment.name(), environment.state());
    }
}
