package io.tableflow.iam.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of validating the chain. */
@Schema(name = "AuditVerification", description = "What came of recomputing the whole chain of the audit trail.")
public record ChainVerification(
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
    public record Head(
            @Schema(description = "The id of the newest event; 0 where there is none.")
            long id,

            @Schema(description = "Its hash, in hex.", pattern = "^[0-9a-f]{64}$")
            String hash) {}

    /** The first position that is wrong. */
    @Schema(name = "BrokenLine", description = "Where the chain of the audit trail breaks.")
    public record Broken(
            @Schema(
                    description =
                            "The id of the line that is wrong or missing; of an inserted one, that of the line after"
                                    + " which it stands.")
            long id,

            @Schema(description = "What is wrong with it.") Reason reason,

            @Schema(description = "The same in words.") String message) {}

    /** The kinds of damage. */
    @Schema(enumAsRef = true, description = """
            What is wrong with a line of the audit trail.

            - `ALTERED`: it, or its hash, is not as it was written
            - `MISSING`: it was removed, in the middle or at the end
            - `INSERTED`: it was not written by the service
            """)
    public enum Reason {
        ALTERED,
        MISSING,
        INSERTED
    }
}
