package io.tableflow.iam.api.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.audit.AuditEntry;
import io.tableflow.iam.audit.SealedAuditEntry;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the trail as callers see it. */
@Schema(name = "Event", description = "One line of the audit trail. It never changes.")
record AuditEventView(
        @Schema(
                description =
                        "Its place in the trail of the whole installation: counted from 1 in the order in which lines"
                                + " were committed, without gaps.",
                example = "42")
        long id,

        @Schema(description = "When.") Instant at,

        @Schema(description = "What.", example = "TRUST_ESTABLISHED")
        String type,

        @Schema(description = "The name of the environment that it happened to; null where it is about none.") @Nullable
        String environment,

        @Schema(
                description =
                        "Which life of it: an environment that was deleted and created again has another id. It is the tag"
                                + " tableflow-iam:environment-id of what was made.")
        @Nullable
        UUID environmentId,

        @Schema(
                description =
                        "Who: the name of a token, the sub of a JWT, confluent-webhook, anonymous, or tableflow-iam"
                                + " where the service acted by itself.",
                example = "local-operator")
        String actor,

        @Schema(description = "From where: the caller's address; null where no request did it.") @Nullable
        String address,

        @Schema(description = "Why.", example = "POST /environments") @Nullable
        String reason,

        @Schema(
                description =
                        "What else belongs to it has the same: the X-Request-Id of the request that did it, else the id of"
                                + " the workflow.")
        @Nullable
        String correlationId,

        @Schema(description = "What was so until then; null where nothing was, or nothing changed.", types = "object")
        @JsonRawValue
        @Nullable
        String before,

        @Schema(description = "What was so from then on.", types = "object") @JsonRawValue @Nullable
        String after,

        @Schema(description = "What else there is to say, depending on the type.", types = "object") @JsonRawValue
        String details,

        @Schema(
                description = "SHA-256 of the hash before and of the digest of this line, in hex.",
                pattern = "^[0-9a-f]{64}$")
        String hash) {

    static AuditEventView of(SealedAuditEntry sealed) {
        AuditEntry line = sealed.line();
        return new AuditEventView(
                sealed.position(),
                line.at(),
                line.type(),
                line.environment(),
                line.environmentId(),
                line.actor(),
                line.address(),
                line.reason(),
                line.correlationId(),
                line.before(),
                line.after(),
                line.details(),
                sealed.hash());
    }
}
