package io.tableflow.iam.web;

import java.io.IOException;

/** The body turned out to be longer than we read. */
final class BodyTooLargeException extends IOException {

    BodyTooLargeException() {
        super("the body is longer than " + BodyLimitFilter.LIMIT + " bytes");
    }
}
