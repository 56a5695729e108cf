package io.tableflow.iam.api.policy;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.environment.revision.PolicyRevision;
import io.tableflow.iam.policy.document.PolicyDiff;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A revision as callers see it. */
@Schema(name = "PolicyRevision", description = "One policy document that was applied.")
record RevisionView(
        @Schema(description = "The number of the revision, from 1 for each environment.", example = "2")
        int number,

        @Schema(
                description = "The environment's id, which is also in the tag tableflow-iam:environment-id of its"
                        + " resources. An environment that was deleted and created again has another id.")
        UUID environmentId,

        @Schema(description = "The document.", types = "object") @JsonRawValue
        String document,

        @Schema(description = "When it was applied.") Instant appliedAt,

        @Schema(description = "The caller whose request it served.", example = "confluent-webhook")
        String appliedBy,

        @Schema(description = "Why it was applied.", example = "provider integration cspi-42o61")
        String reason,

        @Schema(
                description = "The difference to the previous revision, line by line, as diff -u shows it; null for the"
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
