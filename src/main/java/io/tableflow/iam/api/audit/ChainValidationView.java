package io.tableflow.iam.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.audit.ChainValidation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of validating the chain, as callers see it. */
@Schema(name = "AuditVerification", description = "The result of validating the whole chain of the audit trail.")
record ChainValidationView(
        @Schema(description = "Whether all lines exist, unchanged and in their order, and no others.")
        boolean valid,

        @Schema(description = "How many lines were read.") long lines,

        @Schema(
                description = "The end of the chain. Store it in another place to check later that the chain still"
                        + " contains it.")
        Head head,

        @Schema(description = "When.") Instant checkedAt,

        @Schema(
                description =
                        "The id of the event from which every line is proven to be written by a node with the key; null"
                                + " without tableflow.audit.keys, or while there is no such line: then a line that somebody inserted into"
                                + " the database cannot be told from one of the service.")
        @Nullable
        Long keyedFrom,

        @Schema(description = "The first position that is wrong; null if the chain is valid.") @Nullable
        Broken firstBroken) {

    /** The end of the chain. */
    @Schema(name = "AuditHead", description = "The end of the chain of the audit trail.")
    record Head(
            @Schema(description = "The id of the newest event; 0 if there is none.")
            long id,

            @Schema(description = "Its hash, in hex.", pattern = "^[0-9a-f]{64}$")
            String hash) {

        static Head of(ChainValidation.Head head) {
            return new Head(head.id(), head.hash());
        }
    }

    /** The first position that is wrong. */
    @Schema(name = "BrokenLine", description = "The first position of the audit trail that is wrong.")
    record Broken(
            @Schema(
                    description =
                            "The id of the line that is wrong or missing; for an inserted line, the id of the line"
                                    + " before it.")
            long id,

            @Schema(description = "What is wrong with it.") ChainValidation.Reason reason,

            @Schema(description = "The reason in words.") String message) {

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
                validation.keyedFrom(),
                Broken.of(validation.firstBroken()));
    }
}
