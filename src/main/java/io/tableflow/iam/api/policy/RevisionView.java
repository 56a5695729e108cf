package io.tableflow.iam.api.policy;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.revision.PolicyRevision;
import io.tableflow.iam.policy.document.PolicyDiff;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A revision as callers see it. */
@Schema(name = "PolicyRevision", description = "One policy document as it was once applied.")
record RevisionView(
        @Schema(
                description = "Counts the documents that were applied in one life of the environment, from 1.",
                example = "2")
        int number,

        @Schema(
                description =
                        "Which life: an environment that was deleted and created again has another id. It is the tag"
                                + " tableflow-iam:environment-id of what was made.")
        UUID environmentId,

        @Schema(description = "The document.", types = "object") @JsonRawValue
        String document,

        @Schema(description = "From when on it stood.") Instant appliedAt,

        @Schema(description = "Whose request it served.", example = "confluent-webhook")
        String appliedBy,

        @Schema(description = "Why it was applied.", example = "provider integration cspi-42o61")
        String reason,

        @Schema(
                description = "The difference to the revision before, line by line, as diff -u shows it; null for the"
                        + " first.")
        @Nullable
        String diff) {

    static RevisionView of(PolicyRevision revision, @Nullable PolicyRevision before) {
        return new RevisionView(
                revision.number(),
                revision.environmentId(),
                revision.document().json(),
                revision.appliedAt(),
                revision.appliedBy(),
                revision.reason(),
                before == null ? null : PolicyDiff.between(before.document(), revision.document()));
    }
}
