package io.tableflow.iam.localaws;

import java.time.Duration;

/**
 * One way in which a call can fail, or be observed. Planned with {@link FaultPlan}.
 *
 * <p>If several apply to one call, they happen in this order: hooks before the effect, the delay of the effect, silence or disconnection, the
 * error, the effect and its visibility, hooks after the effect, the delay, the loss of the answer.
 */
public sealed interface Fault {

    /** Refused with 400 Throttling. */
    Fault THROTTLE = error(400, "Throttling", "Rate exceeded");

    /** Refused with 500 ServiceFailure; nothing has happened. */
    Fault SERVICE_FAILURE =
            error(500, "ServiceFailure", "The request processing has failed because of an unknown error");

    /** Refused with 503 ServiceUnavailable; nothing has happened. */
    Fault UNAVAILABLE = error(503, "ServiceUnavailable", "Service Unavailable");

    /** Refused with 409 ConcurrentModification. */
    Fault CONCURRENT_MODIFICATION = error(
            409,
            "ConcurrentModification",
            "The request was rejected because multiple requests to change this object were submitted simultaneously.");

    /** Refused with 409 LimitExceeded, as if the account's quota were exhausted. */
    Fault LIMIT_EXCEEDED = error(409, "LimitExceeded", "Cannot exceed quota for this account.");

    /** Refused with 403 AccessDenied, as if the caller had lost the permission. */
    Fault ACCESS_DENIED = error(403, "AccessDenied", "User is not authorized to perform this action");

    /** Refused with 409 DeleteConflict, as if something were still attached. */
    Fault DELETE_CONFLICT =
            error(409, "DeleteConflict", "Cannot delete a policy attached to entities, or an entity with attachments.");

    /** Refused with 400 MalformedPolicyDocument, as if IAM did not know the principal of a trust (yet). */
    Fault INVALID_PRINCIPAL =
            error(400, "MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"arn:aws:iam::...\"");

    /** The connection closes before anything has happened. */
    Fault DISCONNECT = Cut.BEFORE_THE_EFFECT;

    /** The call takes effect, then the connection closes without an answer. */
    Fault LOSE_ANSWER = Cut.AFTER_THE_EFFECT;

    /** Refused with any status, code and message. */
    static Fault error(int status, String code, String message) {
        return new Refusal(status, code, message);
    }

    /** The call takes effect at once, and its answer is delayed, in real time. */
    static Fault delay(Duration duration) {
        return new Delay(duration);
    }

    /**
     * The call takes effect only after this duration, in real time, whether or not the caller still waits for the answer
     * then: as what a network held back does.
     */
    static Fault landsAfter(Duration duration) {
        return new LandsAfter(duration);
    }

    /** The call takes no effect and gets no answer; after this duration, in real time, the connection closes. */
    static Fault silence(Duration duration) {
        return new Silence(duration);
    }

    /**
     * What the call creates is invisible for a while, by the emulator's clock: reads return NoSuchEntity, principals
     * that name it are invalid, and listings leave it out. Applies to CreateRole and CreatePolicy, and to
     * UpdateAssumeRolePolicy, where the previous trust stays in force.
     */
    static Fault hiddenFor(Duration duration) {
        return new HiddenFor(duration);
    }

    /** Like {@link #hiddenFor}, but until the given number of calls have not found it. */
    static Fault hiddenForReads(int reads) {
        return new HiddenForReads(reads);
    }

    /** Runs before the effect, outside of the emulator's lock; if it throws, the connection closes. */
    static Fault before(Runnable action) {
        return new Before(action);
    }

    /** Runs after the effect and before the answer; if it throws, the connection closes. */
    static Fault after(Runnable action) {
        return new After(action);
    }

    /** An error in place of the effect. */
    record Refusal(int status, String code, String message) implements Fault {}

    /** A connection that closes without an answer. */
    enum Cut implements Fault {
        /** The call has not taken effect. */
        BEFORE_THE_EFFECT,
        /** The call has taken effect. */
        AFTER_THE_EFFECT
    }

    /** No effect, and no answer either. */
    record Silence(Duration duration) implements Fault {}

    /** A delayed effect. */
    record LandsAfter(Duration duration) implements Fault {}

    /** A delayed answer. */
    record Delay(Duration duration) implements Fault {}

    /** A change that is invisible for a time. */
    record HiddenFor(Duration duration) implements Fault {}

    /** A change that is invisible to its first readers. */
    record HiddenForReads(int reads) implements Fault {}

    /** A hook before the effect. */
    record Before(Runnable action) implements Fault {}

    /** A hook after the effect. */
    record After(Runnable action) implements Fault {}
}
