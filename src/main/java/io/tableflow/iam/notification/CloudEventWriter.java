package io.tableflow.iam.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.tableflow.iam.audit.AuditEntry;
import io.tableflow.iam.audit.SealedAuditEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events as CloudEvents 1.0 in structured mode: what the API shows of the event is their data.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents' JSON format</a>
 */
@Component
class CloudEventWriter {

    static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

    /** Receivers need not take more; values before and after are left out of what is longer. */
    static final int LONGEST = 64 * 1024;

    private static final String TYPE = "io.tableflow.iam.";
    private static final String NOTHING = "{}";

    private final JsonMapper json;
    private final TrailReader trail;

    CloudEventWriter(JsonMapper json, TrailReader trail) {
        this.json = json;
        this.trail = trail;
    }

    /** The event, under an id that is the same whenever it is written. */
    NotificationMessage write(SealedAuditEntry sealed) {
        String position = Long.toString(sealed.position());
        return new NotificationMessage("msg_" + hex(trail.source()) + "_" + position, body(sealed, position));
    }

    private byte[] body(SealedAuditEntry sealed, String id) {
        AuditEntry line = sealed.line();
        byte[] body = json.writeValueAsBytes(
                envelope(id, typeOf(line.type()), line.environment(), line.at(), null, EventData.of(sealed)));
        return body.length <= LONGEST
                ? body
                : json.writeValueAsBytes(envelope(
                        id,
                        typeOf(line.type()),
                        line.environment(),
                        line.at(),
                        true,
                        EventData.of(sealed).shortened()));
    }

    /** A message that is about no event, for an endpoint to show that it receives it. */
    NotificationMessage writeTest(UUID id, Instant at, String endpoint) {
        return new NotificationMessage(
                "msg_test_" + hex(id),
                json.writeValueAsBytes(
                        envelope(id.toString(), typeOf("TEST"), null, at, null, new TestData(endpoint))));
    }

    /** The type of an event as receivers know it. */
    static String typeOf(String type) {
        return TYPE + type.toLowerCase(Locale.ROOT);
    }

    private CloudEvent envelope(
            String id, String type, @Nullable String subject, Instant time, @Nullable Boolean shortened, Object data) {
        return new CloudEvent(
                "1.0", id, "urn:uuid:" + trail.source(), type, subject, time, "application/json", shortened, data);
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    /** Attributes that are null are left out, as the format demands. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record CloudEvent(
            String specversion,
            String id,
            String source,
            String type,
            @Nullable String subject,
            Instant time,
            String datacontenttype,
            @Nullable Boolean shortened,
            @JsonInclude(JsonInclude.Include.ALWAYS) Object data) {}

    private record TestData(String endpoint) {}

    /** The same as in the answer of {@code GET /events}. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record EventData(
            long id,
            Instant at,
            String type,
            @Nullable String environment,
            @Nullable UUID environmentId,
            String actor,
            @Nullable String address,
            @Nullable String reason,
            @Nullable String correlationId,
            @JsonRawValue @Nullable String before,
            @JsonRawValue @Nullable String after,
            @JsonRawValue String details,
            String hash) {

        static EventData of(SealedAuditEntry sealed) {
            AuditEntry line = sealed.line();
            return new EventData(
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

        /** Without what can be long: it is read with {@code GET /events}. */
        EventData shortened() {
            return new EventData(
                    id,
                    at,
                    type,
                    environment,
                    environmentId,
                    actor,
                    address,
                    reason,
                    correlationId,
                    null,
                    null,
                    NOTHING,
                    hash);
        }
    }
}
