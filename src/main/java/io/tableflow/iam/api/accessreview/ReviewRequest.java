package io.tableflow.iam.api.accessreview;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.http.json.StrictBody;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of a review. */
@StrictBody
@SuppressWarnings("MultipleNullnessAnnotations") // what must be there may be missing until it has been validated
@Schema(name = "ReviewRequest", description = "The use of the role was looked at.")
record ReviewRequest(
        @Schema(description = "What was found.", example = "Only Confluent's principal. Still needed by team orders.")
        @NotNull(message = "is required")
        @Size(min = 1, max = 2000, message = "must have 1-2000 characters")
        @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*", message = "must not be blank")
        @Nullable
        String note,

        @Schema(
                description = "When the next review is due. Default: after `tableflow.access-review.review-every`.",
                example = "2027-03-01T00:00:00Z")
        @Nullable
        Instant nextDue) {}
