package io.tableflow.iam.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.audit.ChainValidation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of validating the chain, as callers see it. */
@Schema(name = "AuditVerification", description = "What came of recomputing the whole chain of the audit trail.")
record ChainValidationView(
        @Schema(description = "Whether every line is there, as it was written, in its place, and no other.")
        boolean valid,

        @Schema(description = "How many lines were looked at.")
        long lines,

        @Schema(
                description =
                        "How the chain ends. Who notes this somewhere else can find out later whether the chain still"
                                + " goes through it.")
        Head head,

        @Schema(description = "When.") Instant checkedAt,

        @Schema(description = "The first thing that is wrong; null where nothing is.") @Nullable
        Broken firstBroken) {

    /** The end of the chain. */
    @Schema(name = "AuditHead", description = "The end of the chain of the audit trail.")
    record Head(
            @Schema(description = "The id of the newest event; 0 where there is none.")
            long id,

            @Schema(description = "Its hash, in hex.", pattern = "^[0-9a-f]{64}$")
            String hash) {

        static Head of(ChainValidation.Head head) {
            return new Head(head.id(), head.hash());
        }
    }

    /** The first position that is wrong. */
    @Schema(name = "BrokenLine", description = "Where the chain of the audit trail breaks.")
    record Broken(
            @Schema(
                    description =
                            "The id of the line that is wrong or missing; of an inserted one, that of the line after"
                                    + " which it stands.")
            long id,

            @Schema(description = "What is wrong with it.") ChainValidation.Reason reason,

            @Schema(description = "The same in words.") String message) {

        static @Nullable Broken of(ChainValidation.@Nullable Broken broken) {
            return broken == null ? null : new Broken(broken.id(), broken.reason(), broken.message());
        }
    }

    static ChainValidationView of(ChainValidation validation) {
        return new ChainValidationView(
                validation.valid(),
                validation.lines(),
                Head.of(validation.head()),
                validation.checkedAt(),
                Broken.of(validation.firstBroken()));
    }
}
