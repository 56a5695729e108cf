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
                description = "Its position in the audit trail of the whole installation, from 1, without gaps, in the"
                        + " order in which lines were committed.",
                example = "42")
        long id,

        @Schema(description = "When.") Instant at,

        @Schema(description = "The type.", example = "TRUST_ESTABLISHED")
        String type,

        @Schema(description = "The environment's name; null if the event is about none.") @Nullable
        String environment,

        @Schema(
                description = "The environment's id, which is also in the tag tableflow-iam:environment-id of its"
                        + " resources. An environment that was deleted and created again has another id.")
        @Nullable
        UUID environmentId,

        @Schema(
                description = "Who did it: the name of a token, the sub of a JWT, confluent-webhook, anonymous, or"
                        + " tableflow-iam for the service itself.",
                example = "token:ci")
        String actor,

        @Schema(description = "The caller's address; null if no request did it.") @Nullable
        String address,

        @Schema(description = "Why.", example = "POST /environments") @Nullable
        String reason,

        @Schema(
                description = "The same for all related events: the X-Request-Id of the request that did it, or the id"
                        + " of the workflow.")
        @Nullable
        String correlationId,

        @Schema(description = "The old value; null if there was none, or nothing changed.", types = "object")
        @JsonRawValue
        @Nullable
        String before,

        @Schema(description = "The new value.", types = "object") @JsonRawValue @Nullable
        String after,

        @Schema(description = "Further details, which depend on the type.", types = "object") @JsonRawValue
        String details,

        @Schema(
                description = "SHA-256 of the previous hash and this line's digest, in hex.",
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
