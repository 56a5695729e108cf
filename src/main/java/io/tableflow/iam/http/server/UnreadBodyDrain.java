package io.tableflow.iam.http.server;

import io.tableflow.iam.http.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** Reads and discards the part of a body that was not read. */
final class UnreadBodyDrain implements ApplicationBufferHandler {

    private ByteBuffer last = ByteBuffer.allocate(0);

    private UnreadBodyDrain() {}

    /** Reads to the end of the body; false if the end does not come in time, or within the limit. */
    static boolean discard(Request request, long limit) {
        UnreadBodyDrain sink = new UnreadBodyDrain();
        long left = limit;
        try {
            // If the announced length is beyond the limit, nothing needs to be read.
            while (left >= 0 && request.getContentLengthLong() - request.getBytesRead() <= left) {
                int read = request.doRead(sink);
                if (read < 0) {
                    return true;
                }
                left -= read;
            }
            return false;
        } catch (IOException | ProblemException notComing) {
            return false;
        }
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        last = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return last;
    }

    @Override
    public void expand(int size) {
        // Only used for headers.
    }
}
