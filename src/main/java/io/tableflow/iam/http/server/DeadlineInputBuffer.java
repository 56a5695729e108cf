package io.tableflow.iam.http.server;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * A body that must arrive within a time, counted from the first read, and without pauses that are longer than the read
 * timeout.
 */
public final class DeadlineInputBuffer implements InputBuffer {

    private final InputBuffer body;
    private final Duration deadline;
    private boolean begun;
    private long end;

    DeadlineInputBuffer(InputBuffer body, Duration deadline) {
        this.body = body;
        this.deadline = deadline;
    }

    /** The problem for a body that did not arrive in time. */
    public static ProblemException tooSlow() {
        return new ProblemException(
                ProblemCode.REQUEST_TIMEOUT, "The body did not arrive in time. Nothing was done; send it again.");
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        long now = System.nanoTime();
        if (!begun) {
            begun = true;
            end = now + deadline.toNanos();
        }
        if (now - end >= 0) {
            throw tooSlow();
        }
        try {
            return body.doRead(handler);
        } catch (SocketTimeoutException stalled) {
            // Otherwise Tomcat would answer this one itself, and suspend the response for everybody else.
            end = now;
            throw tooSlow();
        }
    }

    @Override
    public int available() {
        return body.available();
    }
}
