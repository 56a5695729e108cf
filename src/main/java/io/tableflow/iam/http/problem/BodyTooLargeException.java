package io.tableflow.iam.http.problem;

import io.tableflow.iam.http.server.BodyLimitFilter;
import java.io.IOException;

/** The body turned out to be longer than we read. */
public final class BodyTooLargeException extends IOException {

    public BodyTooLargeException() {
        super("the body is longer than " + BodyLimitFilter.LIMIT + " bytes");
    }
}
