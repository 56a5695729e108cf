package io.tableflow.iam.audit;

import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.common.AuditableEvent.Subject;
import io.tableflow.iam.common.TraceContext;
import io.tableflow.iam.http.request.Caller;
import io.tableflow.iam.http.request.CurrentRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Adds the caller and the current request to an event, and appends it to the trail. */
@Component
class AuditEntryWriter {

    private final AuditEntryRepository entries;
    private final JsonMapper json;
    private final Clock clock;

    AuditEntryWriter(AuditEntryRepository entries, JsonMapper json, Clock clock) {
        this.entries = entries;
        this.json = json;
        this.clock = clock;
    }

    /**
     * In the running transaction, so that there is neither an entry without the change that it records, nor a change
     * without its entry.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void write(AuditableEvent event) {
        entries.append(entry(event));
    }

    /** In a transaction of its own if none is running. */
    @Transactional
    void writeOnItsOwn(AuditableEvent event) {
        entries.append(entry(event));
    }

    private AuditEntry entry(AuditableEvent event) {
        Optional<CurrentRequest> request = CurrentRequest.find();
        Caller caller = Caller.current();
        Subject environment = event.environment();
        return new AuditEntry(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                event.type().name(),
                environment == null ? null : environment.id(),
                environment == null ? null : environment.name(),
                Objects.requireNonNullElse(event.actor(), caller.name()),
                caller.address().isEmpty() ? null : caller.address(),
                request.map(CurrentRequest::id).orElseGet(() -> Objects.toString(event.correlation(), null)),
                event.reason() != null
                        ? event.reason()
                        : request.map(AuditEntryWriter::inWords).orElse(null),
                written(event.change().before()),
                written(event.change().after()),
                json.writeValueAsString(details(event)));
    }

    /** With the trace, where there is one. */
    private static Map<String, ?> details(AuditableEvent event) {
        Map<String, Object> details = new TreeMap<>(event.details());
        String traceId = TraceContext.traceId();
        if (traceId != null) {
            details.put("traceId", traceId);
        }
        return details;
    }

    private static String inWords(CurrentRequest request) {
        return request.method() + " " + request.path();
    }

    /** Sorted, so that the same values always give the same text. */
    private @Nullable String written(@Nullable Object value) {
        return value == null
                ? null
                : json.writeValueAsString(value instanceof Map<?, ?> map ? new TreeMap<>(map) : value);
    }
}
