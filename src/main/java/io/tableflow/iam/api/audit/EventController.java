package io.tableflow.iam.api.audit;

import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit trail, as pages and as a stream of new events. */
@RestController
class EventController implements EventApi {

    private final AuditQueries reader;
    private final EventStreamService streams;

    EventController(AuditQueries reader, EventStreamService streams) {
        this.reader = reader;
        this.streams = streams;
    }

    @Override
    @GetMapping("/events")
    public Page<AuditEventView> list(
            @RequestParam(required = false) @Nullable String environment, EventQuery query, Paging paging) {
        return reader.page(query.filter(environment), paging);
    }

    @Override
    @GetMapping("/environments/{name}/events")
    public Page<AuditEventView> ofEnvironment(@PathVariable String name, EventQuery query, Paging paging) {
        EventFilter filter = query.filter(name);
        reader.requireKnown(name);
        return reader.page(filter, paging);
    }

    @Override
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public void stream(
            @RequestParam(required = false) @Nullable String environment,
            EventQuery query,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        write(query.filter(environment), lastEventId, request, response);
    }

    @Override
    @GetMapping(path = "/environments/{name}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public void streamOfEnvironment(
            @PathVariable String name,
            EventQuery query,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EventFilter filter = query.filter(name);
        reader.requireKnown(name);
        write(filter, lastEventId, request, response);
    }

    private void write(
            EventFilter filter, @Nullable String lastEventId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long place = streams.place(lastEventId);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        // Keeps proxies from buffering the stream.
        response.setHeader("X-Accel-Buffering", "no");
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            streams.write(place, filter, response.getOutputStream());
        }
    }
}
