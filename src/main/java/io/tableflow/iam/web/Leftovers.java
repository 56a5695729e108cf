package io.tableflow.iam.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** The part of a body that nobody wanted to read. */
final class Leftovers implements ApplicationBufferHandler {

    private ByteBuffer last = ByteBuffer.allocate(0);

    private Leftovers() {}

    /** Reads to the end of the body; false where it does not come, in time or within the limit. */
    static boolean discard(Request request, long limit) {
        Leftovers sink = new Leftovers();
        long left = limit;
        try {
            // Who announced more than that need not be listened to at all.
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
        // Only headers ever need it.
    }
}
