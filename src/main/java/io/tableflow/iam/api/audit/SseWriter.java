package io.tableflow.iam.api.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events as server-sent events.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class SseWriter {

    /** How soon a reader reconnects that has lost the connection, in milliseconds. */
    private static final String BEGINNING = "retry: 1000\n\n";

    private static final String HEARTBEAT = ":\n\n";

    private final OutputStream to;
    private final JsonMapper json;

    SseWriter(OutputStream to, JsonMapper json) {
        this.to = to;
        this.json = json;
    }

    void begin() throws IOException {
        write(BEGINNING);
    }

    void write(List<AuditEventView> events) throws IOException {
        if (!events.isEmpty()) {
            StringBuilder text = new StringBuilder();
            for (AuditEventView event : events) {
                text.append("id: ")
                        .append(event.id())
                        .append("\nevent: ")
                        .append(event.type())
                        .append("\ndata: ")
                        .append(oneLine(event))
                        .append("\n\n");
            }
            write(text.toString());
        }
    }

    /** Line feeds within JSON texts are escaped; all others are white space. */
    private String oneLine(AuditEventView event) {
        return json.writeValueAsString(event).replace('\n', ' ').replace('\r', ' ');
    }

    /** Keeps the connection open, and fails if the reader is gone. */
    void heartbeat() throws IOException {
        write(HEARTBEAT);
    }

    private void write(String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }
}
