package io.tableflow.iam.http.server;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;

/** The maximum length of a request body, whether or not its length is announced. */
public final class BodyLimit {

    /** In bytes: many times the largest valid request. */
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

    /** The problem for a body that is too long. */
    public static ProblemException exceeded() {
        return new ProblemException(ProblemCode.PAYLOAD_TOO_LARGE, "A body may have " + BYTES / 1024 + " KiB at most.");
    }
}
