package io.tableflow.iam.audit;

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
import tools.jackson.databind.json.JsonMapper;

/** Completes what was told with the request that is being served, and appends it to the trail. */
@Component
class AuditEntryWriter {

    private final AuditEntryRepository lines;
    private final JsonMapper json;
    private final Clock clock;

    AuditEntryWriter(AuditEntryRepository lines, JsonMapper json, Clock clock) {
        this.lines = lines;
        this.json = json;
        this.clock = clock;
    }

    void write(AuditEntryDraft told) {
        Optional<CurrentRequest> request = CurrentRequest.find();
        Caller caller = Caller.current();
        lines.append(new AuditEntry(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                told.type().name(),
                told.environmentId(),
                told.environment(),
                Objects.requireNonNullElse(told.actor(), caller.name()),
                caller.address().isEmpty() ? null : caller.address(),
                request.map(CurrentRequest::id).orElseGet(() -> Objects.toString(told.workflowId(), null)),
                told.reason() != null
                        ? told.reason()
                        : request.map(AuditEntryWriter::inWords).orElse(null),
                written(told.before()),
                written(told.after()),
                json.writeValueAsString(new TreeMap<>(told.details()))));
    }

    private static String inWords(CurrentRequest request) {
        return request.method() + " " + request.path();
    }

    /** In the same order whoever writes it. */
    private @Nullable String written(@Nullable Object value) {
        return value == null
                ? null
                : json.writeValueAsString(value instanceof Map<?, ?> map ? new TreeMap<>(map) : value);
    }
}
