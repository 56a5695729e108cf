package io.tableflow.iam.api.audit;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The event streams of this node. Each one reads at the pace of its reader, page by page, and keeps nothing but its position: a
 * slow reader costs no more than a fast one, and one that reads nothing is cut off by Tomcat's write timeout. Streams wait for
 * new events without a connection to the database.
 */
@Component
class EventStreamService implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventStreamService.class);

    static final int AT_MOST = 64;

    /** How many streams may use a database connection at the same time, so that they never take all of them. */
    private static final int READING_AT_ONCE = 4;

    /** The bearer token is validated only when a stream begins, so a stream ends after this time. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final AuditQueries reader;
    private final ChainHeadWatcher news;
    private final JsonMapper json;
    private final Semaphore places = new Semaphore(AT_MOST);
    private final Semaphore reading = new Semaphore(READING_AT_ONCE);
    private volatile boolean running;

    EventStreamService(AuditQueries reader, ChainHeadWatcher news, JsonMapper json) {
        this.reader = reader;
        this.news = news;
        this.json = json;
    }

    /**
     * The position at which a stream begins.
     *
     * @param lastEventId the id of the event that the reader saw last; {@code null} for what happens from now on
     * @throws ProblemException 400 for what is no id, or that of an event that has not happened
     */
    long place(@Nullable String lastEventId) {
        long head = reader.head();
        if (lastEventId == null || lastEventId.isEmpty()) {
            return head;
        }
        if (!lastEventId.matches("\\d{1,18}") || Long.parseLong(lastEventId) > head) {
            throw ProblemException.invalid("Last-Event-ID", "must be the id of an event, or 0 for all");
        }
        return Long.parseLong(lastEventId);
    }

    /** Writes events as they happen, until the reader disconnects, the time is up or this node stops. */
    void write(long after, EventFilter filter, OutputStream to) throws IOException {
        if (!places.tryAcquire()) {
            throw busy("This node has as many readers of event streams as it takes; try again.");
        }
        try {
            if (!running) {
                throw busy("This node is about to stop; try again.");
            }
            write(new SseWriter(to, json), after, filter);
        } catch (DataAccessException failed) {
            log.info("A stream of events ends, since the database does not answer; its reader will come back", failed);
        } finally {
            places.release();
        }
    }

    private void write(SseWriter stream, long after, EventFilter filter) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        long place = after;
        stream.begin();
        while (running && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            AuditQueries.Part part = read(place, filter);
            stream.write(part.events());
            place = part.upTo();
            if (!part.more() && !news.awaitBehind(place)) {
                stream.heartbeat();
            }
        }
    }

    private AuditQueries.Part read(long place, EventFilter filter) {
        reading.acquireUninterruptibly();
        try {
            return reader.after(place, filter);
        } finally {
            reading.release();
        }
    }

    private static ProblemException busy(String why) {
        return new ProblemException(ProblemCode.UNAVAILABLE, why).retryAfter(Duration.ofSeconds(5));
    }

    @Override
    public void start() {
        running = true;
    }

    /** Streams end before the web server stops, because it waits for requests in progress. */
    @Override
    public void stop() {
        running = false;
        news.wakeAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
