package io.tableflow.iam.http.server;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** A body that has to arrive within a time, counted from the first read, and without a pause as long as a read may take. */
public final class DeadlineInputBuffer implements InputBuffer {

    private final InputBuffer body;
    private final Duration deadline;
    private boolean begun;
    private long end;

    DeadlineInputBuffer(InputBuffer body, Duration deadline) {
        this.body = body;
        this.deadline = deadline;
    }

    /** What a caller is told whose body did not arrive in time. */
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
            // Left to itself Tomcat answers this one, and suspends the response for everybody else.
            end = now;
            throw tooSlow();
        }
    }

    @Override
    public int available() {
        return body.available();
    }
}
