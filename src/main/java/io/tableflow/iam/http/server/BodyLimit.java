package io.tableflow.iam.http.server;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;

/** How long the body of a request may be, whether its length is announced or not. */
public final class BodyLimit {

    /** In bytes: many times what the largest valid request needs. */
    public static final int BYTES = 256 * 1024;

    private BodyLimit() {}

    /**
     * Reads a body to its end.
     *
     * @throws ProblemException if it is longer than {@value #BYTES} bytes; no more than that is read
     */
    public static byte[] read(InputStream body) throws IOException {
        byte[] read = body.readNBytes(BYTES + 1);
        if (read.length > BYTES) {
            throw exceeded();
        }
        return read;
    }

    /** What a caller is told whose body is too long. */
    public static ProblemException exceeded() {
        return new ProblemException(ProblemCode.PAYLOAD_TOO_LARGE, "A body may have " + BYTES / 1024 + " KiB at most.");
    }
}
