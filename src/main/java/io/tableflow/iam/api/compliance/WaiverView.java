package io.tableflow.iam.api.compliance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.compliance.Waiver;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A waiver as callers see it. */
@Schema(name = "Waiver", description = "Somebody accepts for a time that a rule fails for an environment.")
record WaiverView(
        @Schema(description = "The rule's id.", example = "TFI-ROLE-104")
        String rule,

        @Schema(
                description = "Why it is accepted.",
                example = "The audit team reads the bucket until the migration is done.")
        String reason,

        @Schema(description = "Where it was discussed; null: nowhere.", example = "SEC-1042") @Nullable
        String ticket,

        @Schema(description = "When it ceases to count.", example = "2026-06-30T00:00:00Z")
        Instant until,

        @Schema(description = "What has become of it.") Waiver.State state,

        @Schema(description = "Who requested it.", example = "token:platform")
        String requestedBy,

        @Schema(description = "When it was requested.") Instant requestedAt,

        @Schema(description = "Who approved it; null: nobody, or nobody had to.") @Nullable
        String approvedBy,

        @Schema(description = "When it was approved; null: it was not.") @Nullable
        Instant approvedAt,

        @Schema(description = "Who withdrew or replaced it; null: nobody.") @Nullable
        String endedBy,

        @Schema(description = "When it was withdrawn or replaced; null: it was not.") @Nullable
        Instant endedAt) {

    static WaiverView of(Waiver waiver, Waiver.State state) {
        return new WaiverView(
                waiver.rule(),
                waiver.reason(),
                waiver.ticket(),
                waiver.until(),
                state,
                waiver.requestedBy(),
                waiver.requestedAt(),
                waiver.approvedBy(),
                waiver.approvedAt(),
                waiver.endedBy(),
                waiver.endedAt());
    }
}
