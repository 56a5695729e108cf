package io.tableflow.iam.console.live;

import io.tableflow.iam.access.ConsoleSessions;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Tells open pages that what they show has changed, as server-sent events. A page then reads the part again, so no event is ever
 * missed: one that connects again is told the present version, and compares it with the one that it shows.
 */
@Controller
@ConditionalOnConsole
class LiveController implements SmartLifecycle {

    /** How many pages a node keeps up to date at the same time; others refresh every few seconds. */
    static final int AT_MOST = 64;

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** A page connects again after this time, perhaps to another node. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final LiveVersions versions;
    private final ConsoleSessions sessions;
    private final Semaphore places = new Semaphore(AT_MOST);
    private volatile boolean running;

    LiveController(LiveVersions versions, ConsoleSessions sessions) {
        this.versions = versions;
        this.sessions = sessions;
    }

    @GetMapping("/console/live")
    void list(
            @RequestParam(required = false) @Nullable String seen,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        stream(LiveVersions.ALL, seen, request, response);
    }

    @GetMapping("/console/environments/{name}/live")
    void environment(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String seen,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        stream(name, seen, request, response);
    }

    private void stream(String subject, @Nullable String seen, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!running || !places.tryAcquire()) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "This node keeps as many pages up to date as it can.")
                    .retryAfter(Duration.ofSeconds(5));
        }
        versions.open(subject);
        try {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding("UTF-8");
            // Keeps proxies from buffering the stream.
            response.setHeader("X-Accel-Buffering", "no");
            write(subject, seen, request, response.getOutputStream());
        } finally {
            versions.close(subject);
            places.release();
        }
    }

    private void write(String subject, @Nullable String seen, HttpServletRequest request, OutputStream to)
            throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        String shown = seen;
        send(to, "retry: 2000\n\n");
        try {
            while (running && System.nanoTime() < end && sessions.isOpen(request)) {
                String version = versions.await(subject, shown, HEARTBEAT);
                if (version == null || version.equals(shown)) {
                    send(to, ":\n\n");
                } else {
                    shown = version;
                    send(to, "id: " + version + "\nevent: changed\ndata: " + version + "\n\n");
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Streams end before the web server stops, because it waits for requests in progress. */
    @Override
    public void stop() {
        running = false;
        versions.wakeAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
