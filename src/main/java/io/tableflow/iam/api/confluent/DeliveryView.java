package io.tableflow.iam.api.confluent;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.confluent.DeliveryOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A callback, as callers see it. */
@Schema(name = "Delivery", description = "A callback with a valid signature, and its outcome.")
record DeliveryView(
        @Schema(description = "The message's id, which the sender chose.", example = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")
        String id,

        @Schema(description = "The outcome.") DeliveryOutcome outcome,

        @Schema(
                description = "Why it was refused, for programs; null if it was not.",
                example = "principal-not-allowed")
        @Nullable
        String code,

        @Schema(description = "Why it was refused, in words; null if it was not.") @Nullable
        String reason,

        @Schema(description = "The environment whose role it names; null if it names none.", example = "dev") @Nullable
        String environment,

        @Schema(description = "Confluent's id of the integration; null if it has none.", example = "cspi-42o61")
        @Nullable
        String integration,

        @Schema(description = "The sender's address; null if it was not recorded.", example = "203.0.113.7") @Nullable
        String address,

        @Schema(description = "When it was signed.") Instant signedAt,
        @Schema(description = "When it was first received.") Instant receivedAt,
        @Schema(description = "When it was last received.") Instant lastReceivedAt,

        @Schema(description = "How often it was received with this outcome.", example = "1")
        int times) {}
