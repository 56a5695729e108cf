package io.tableflow.iam.localconfluent;

import java.time.Duration;

/** One way in which a call to Confluent Cloud can fail, or be observed. */
public sealed interface ConfluentFault {

    /** The call takes effect, then the connection closes without an answer: a lost 201. */
    ConfluentFault LOSE_ANSWER = Cut.AFTER_THE_EFFECT;

    /** The connection closes before anything has happened. */
    ConfluentFault DISCONNECT = Cut.BEFORE_THE_EFFECT;

    /** A list has an empty page, as if there were nothing. */
    ConfluentFault EMPTY_PAGE = new EmptyPage();

    /** Refused with a status, in the declared form {@code {"errors": [...]}}. */
    static ConfluentFault status(int status, String detail) {
        return new Refusal(status, detail, Body.ERRORS);
    }

    /** Refused with a status, in the form {@code {"error_code": ..., "message": ...}}, which is not declared and comes all the same. */
    static ConfluentFault undeclared(int status, String detail) {
        return new Refusal(status, detail, Body.ERROR_CODE);
    }

    /** 429 with {@code Retry-After}, in seconds. */
    static ConfluentFault tooManyRequests(int retryAfter) {
        return new TooMany(retryAfter, true);
    }

    /** 429 without it: only the relative {@code X-RateLimit-Reset} says how many seconds to wait. */
    static ConfluentFault tooManyRequestsUntilReset(int reset) {
        return new TooMany(reset, false);
    }

    /** The call takes effect at once, and its answer is delayed, in real time. */
    static ConfluentFault delay(Duration duration) {
        return new Delay(duration);
    }

    /** The answer is zipped, and no header says so. */
    static ConfluentFault zippedUnsaid() {
        return new Zipped();
    }

    /** Runs before the effect; if it throws, the connection closes. */
    static ConfluentFault before(Runnable action) {
        return new Before(action);
    }

    /** The two forms of errors. */
    enum Body {
        ERRORS,
        ERROR_CODE
    }

    /** A connection that closes without an answer. */
    enum Cut implements ConfluentFault {
        BEFORE_THE_EFFECT,
        AFTER_THE_EFFECT
    }

    /** An error in place of the effect. */
    record Refusal(int status, String detail, Body body) implements ConfluentFault {}

    /** 429. */
    record TooMany(int seconds, boolean saysRetryAfter) implements ConfluentFault {}

    /** A late answer. */
    record Delay(Duration duration) implements ConfluentFault {}

    /** An empty page. */
    record EmptyPage() implements ConfluentFault {}

    /** A zipped body. */
    record Zipped() implements ConfluentFault {}

    /** A hook before the effect. */
    record Before(Runnable action) implements ConfluentFault {}
}
