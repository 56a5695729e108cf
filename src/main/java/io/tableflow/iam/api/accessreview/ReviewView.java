package io.tableflow.iam.api.accessreview;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.accessreview.AccessReview;
import java.time.Instant;
import java.util.UUID;

/** A review as callers see it. */
@Schema(name = "Review", description = "Somebody has looked at the use of an environment's role.")
record ReviewView(
        @Schema(description = "Its id.") UUID id,

        @Schema(description = "Who reviewed it: the caller.", example = "security-team")
        String reviewer,

        @Schema(description = "What was found.", example = "Only Confluent's principal. Still needed by team orders.")
        String note,

        @Schema(description = "When.") Instant reviewedAt,
        @Schema(description = "When the next one is due.") Instant nextDue) {

    static ReviewView of(AccessReview review) {
        return new ReviewView(review.id(), review.reviewer(), review.note(), review.reviewedAt(), review.nextDue());
    }
}
