package io.tableflow.iam.outbound;

/** No permit of the {@link AdaptiveConcurrencyLimiter} came in time: the call was not made. */
public final class NoPermitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoPermitException() {
        super("no permit came in time", null, false, false);
    }
}
