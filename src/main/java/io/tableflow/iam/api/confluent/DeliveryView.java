package io.tableflow.iam.api.confluent;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.confluent.DeliveryOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A callback that came, as callers see it. */
@Schema(name = "Delivery", description = "A callback whose signature held, and what became of it.")
record DeliveryView(
        @Schema(description = "Its sender's name for the message.", example = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")
        String id,

        @Schema(description = "What became of it.") DeliveryOutcome outcome,

        @Schema(
                description = "Why it was refused, for programs; null unless it was.",
                example = "principal-not-allowed")
        @Nullable
        String code,

        @Schema(description = "Why it was refused, in words; null unless it was.") @Nullable
        String reason,

        @Schema(description = "The environment whose role it names; null where it names none.", example = "dev")
        @Nullable
        String environment,

        @Schema(description = "Confluent's id of the integration; null where it says none.", example = "cspi-42o61")
        @Nullable
        String integration,

        @Schema(description = "Where it came from; null where that was not noted.", example = "203.0.113.7") @Nullable
        String address,

        @Schema(description = "When it was signed.") Instant signedAt,
        @Schema(description = "When it came first.") Instant receivedAt,
        @Schema(description = "When it came last.") Instant lastReceivedAt,

        @Schema(description = "How often it came with this outcome.", example = "1")
        int times) {}
