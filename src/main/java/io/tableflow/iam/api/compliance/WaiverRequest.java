package io.tableflow.iam.api.compliance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.compliance.Waiver;
import io.tableflow.iam.http.json.StrictBody;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a waiver. By whom it is, is the caller. */
@StrictBody
@SuppressWarnings("MultipleNullnessAnnotations") // what must be there may be missing until it has been validated
@Schema(name = "WaiverRequest", description = "Accepts for a time that a rule fails.")
record WaiverRequest(
        @Schema(
                description = "Why it is accepted, in one line.",
                example = "The audit team reads the bucket until the migration is done.")
        @NotNull(message = "is required")
        @Size(min = 1, max = 1000, message = "must have 1-1000 characters")
        @Pattern(regexp = WaiverRequest.LINE, message = "must be one line that says something")
        @Nullable
        String reason,

        @Schema(description = "Where it was discussed. Default: nowhere.", example = "SEC-1042")
        @Size(min = 1, max = 200, message = "must have 1-200 characters")
        @Pattern(regexp = WaiverRequest.LINE, message = "must be one line that says something")
        @Nullable
        String ticket,

        @Schema(
                description =
                        "When it ceases to count: in the future, and at most `tableflow.compliance.longest-waiver`"
                                + " (365 days) ahead.",
                example = "2026-06-30T00:00:00Z")
        @NotNull(message = "is required")
        @Nullable
        Instant until) {

    /** No control characters, and something else than spaces. */
    private static final String LINE = "[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*";

    Waiver.Terms toTerms() {
        return new Waiver.Terms(Objects.requireNonNull(reason), ticket, Objects.requireNonNull(until));
    }
}
