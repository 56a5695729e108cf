package io.tableflow.iam.localaws;

import java.time.Duration;

/**
 * One way in which a call can go wrong, or be watched. Planned with {@link FaultPlan}.
 *
 * <p>Where several meet on one call they happen in the order of a call's life: what runs before, the silence or disconnection,
 * the refusal, the effect and its visibility, what runs after, the delay, the loss of the answer.
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

    /** Refused with 409 LimitExceeded, as if the account's quota were used up. */
    Fault LIMIT_EXCEEDED = error(409, "LimitExceeded", "Cannot exceed quota for this account.");

    /** Refused with 403 AccessDenied, as if the caller's permissions had been taken away. */
    Fault ACCESS_DENIED = error(403, "AccessDenied", "User is not authorized to perform this action");

    /** Refused with 409 DeleteConflict, as if something were still attached. */
    Fault DELETE_CONFLICT =
            error(409, "DeleteConflict", "Cannot delete a policy attached to entities, or an entity with attachments.");

    /** Refused with 400 MalformedPolicyDocument, as if the principal of a trust were not known, or not yet. */
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

    /** The call takes effect at once, its answer comes later, by real time. */
    static Fault delay(Duration duration) {
        return new Delay(duration);
    }

    /** Nothing happens, and nothing is answered for so long, by real time; then the connection closes. */
    static Fault silence(Duration duration) {
        return new Silence(duration);
    }

    /**
     * What the call creates can't be seen for a while, by the emulator's clock: reads say NoSuchEntity, principals that name
     * it are invalid, listings leave it out. Applies to CreateRole, CreatePolicy, and to UpdateAssumeRolePolicy, where the
     * trust before it stays in force.
     */
    static Fault hiddenFor(Duration duration) {
        return new HiddenFor(duration);
    }

    /** Like {@link #hiddenFor}, but until the given number of calls have looked for it in vain. */
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
        /** Nothing has happened. */
        BEFORE_THE_EFFECT,
        /** All has happened. */
        AFTER_THE_EFFECT
    }

    /** No effect, and no answer either. */
    record Silence(Duration duration) implements Fault {}

    /** An answer that comes late. */
    record Delay(Duration duration) implements Fault {}

    /** A change that can't be seen for a time. */
    record HiddenFor(Duration duration) implements Fault {}

    /** A change that can't be seen by its first readers. */
    record HiddenForReads(int reads) implements Fault {}

    /** A hook before the effect. */
    record Before(Runnable action) implements Fault {}

    /** A hook after the effect. */
    record After(Runnable action) implements Fault {}
}
