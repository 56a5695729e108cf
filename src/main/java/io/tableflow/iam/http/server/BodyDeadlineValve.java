package io.tableflow.iam.http.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;

/**
 * Gives every body a deadline, whoever reads it: a controller; Tomcat, when it parses a form; or nobody, when a request
 * was refused and the rest of its body must be read before the connection can be used again. Tomcat alone has only a
 * timeout for each read.
 *
 * <p>A read that has begun ends when a byte arrives or after Tomcat's connection-timeout. So a body can hold its
 * request for the deadline and one connection-timeout at most.
 */
final class BodyDeadlineValve extends ValveBase {

    private final Duration deadline;

    BodyDeadlineValve(Duration deadline) {
        super(true);
        this.deadline = deadline;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request wire = request.getCoyoteRequest();
        if (request.isFinished() || isBroken(wire)) {
            getNext().invoke(request, response);
            return;
        }
        InputBuffer untimed = wire.getInputBuffer();
        wire.setInputBuffer(new DeadlineInputBuffer(untimed, deadline));
        try {
            getNext().invoke(request, response);
            if (!request.isFinished() && !request.isAsync() && !isBroken(wire)) {
                finish(wire, response, swallowed(request.getConnector().getProtocolHandler()));
            }
        } finally {
            // Tomcat uses the same object for later connections.
            wire.setInputBuffer(untimed);
        }
    }

    /** The caller has the answer already, so the rest of the body is read, but not for ever. */
    private static void finish(org.apache.coyote.Request wire, Response response, long limit) throws IOException {
        response.finishResponse();
        if (!isWithheld(wire, response) && !UnreadBodyDrain.discard(wire, limit)) {
            wire.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static long swallowed(ProtocolHandler protocol) {
        int limit = protocol instanceof AbstractHttp11Protocol<?> http ? http.getMaxSwallowSize() : -1;
        return limit < 0 ? Long.MAX_VALUE : limit;
    }

    /** A caller that sent Expect and was refused sends no body, and Tomcat closes the connection. */
    private static boolean isWithheld(org.apache.coyote.Request wire, Response response) {
        return wire.hasExpectation() && response.getStatus() / 100 != 2;
    }

    /** Whether Tomcat has already closed the connection, so that nothing is left to read. */
    private static boolean isBroken(org.apache.coyote.Request wire) {
        AtomicBoolean broken = new AtomicBoolean();
        wire.action(ActionCode.IS_ERROR, broken);
        return broken.get();
    }
}
