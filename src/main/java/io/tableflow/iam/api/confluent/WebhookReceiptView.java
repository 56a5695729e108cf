package io.tableflow.iam.api.confluent;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.confluent.CallbackReceipt;
import io.tableflow.iam.environment.EnvironmentState;

/** The outcome of a callback. */
@Schema(name = "WebhookReceipt", description = "The outcome of a callback.")
record WebhookReceiptView(
        @Schema(description = "The environment whose role the integration names.", example = "dev")
        String environment,

        @Schema(description = "The environment's state.") EnvironmentState state,

        @Schema(
                description = "What became of it: `ACCEPTED`, its integration is used from now on; `DUPLICATE`, it was"
                        + " received before; `SUPERSEDED`, there is a later word about the integration, so it changes"
                        + " nothing.",
                allowableValues = {"ACCEPTED", "DUPLICATE", "SUPERSEDED"})
        String outcome) {

    static WebhookReceiptView of(CallbackReceipt receipt) {
        return new WebhookReceiptView(
                receipt.environment().name(),
                receipt.environment().state(),
                receipt.outcome().name());
    }
}
