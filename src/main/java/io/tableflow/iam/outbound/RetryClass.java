package io.tableflow.iam.outbound;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Whether a failed call is worth making again, and whether it may have taken effect. */
public enum RetryClass {
    /** Too many calls at once. It had no effect; the same call succeeds later. */
    THROTTLED(true, false),
    /** It was not made, since this node has as many under way as the server bears. */
    HELD_BACK(true, false),
    /** No usable answer: the server or the network failed, or time ran out. It may have taken effect all the same. */
    NO_ANSWER(true, true),
    /** Somebody changed the same thing at the same time. It had no effect; the same call succeeds later. */
    CONFLICT(true, false),
    /** The same call fails again, until somebody changes something. */
    PERMANENT(false, false);

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private final boolean isTransient;
    private final boolean mayHaveTakenEffect;

    RetryClass(boolean isTransient, boolean mayHaveTakenEffect) {
        this.isTransient = isTransient;
        this.mayHaveTakenEffect = mayHaveTakenEffect;
    }

    /** The class of an answer that is not a success, by its HTTP status alone. */
    public static RetryClass ofStatus(int status) {
        if (status == TOO_MANY_REQUESTS) {
            return THROTTLED;
        }
        if (status == NOT_IMPLEMENTED) {
            return PERMANENT;
        }
        return status == REQUEST_TIMEOUT || status >= SERVER_ERROR ? NO_ANSWER : PERMANENT;
    }

    /** The class of a call that ended without an answer: a timeout, a refused or a reset connection is no answer. */
    public static RetryClass ofException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoPermitException) {
                return HELD_BACK;
            }
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return NO_ANSWER;
            }
        }
        return PERMANENT;
    }

    /** Whether the same call may succeed later without anybody's help. */
    public boolean isTransient() {
        return isTransient;
    }

    /** Whether it may have taken effect although it failed. */
    public boolean mayHaveTakenEffect() {
        return mayHaveTakenEffect;
    }
}
