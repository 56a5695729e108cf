package io.tableflow.iam.notification;

import io.tableflow.iam.audit.AuditEntry;
import io.tableflow.iam.audit.SealedAuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * An environment whose next event could not be delivered yet. Later events of it wait.
 *
 * @param environment its name; empty for events of no environment
 * @param position the event's
 * @param attempts how often it was attempted
 * @param failingSince when the first attempt was made
 * @param dueAt when the next one is
 * @param lastFailure why the latest attempt failed
 */
public record BlockedEnvironment(
        String environment, long position, int attempts, Instant failingSince, Instant dueAt, String lastFailure) {

    /** The key under which an event's environment waits. */
    static String keyOf(AuditEntry line) {
        return Objects.requireNonNullElse(line.environment(), "");
    }

    /** An environment whose event failed for the first time. */
    static BlockedEnvironment of(SealedAuditEntry event, Attempt attempt, Instant now) {
        return new BlockedEnvironment(
                keyOf(event.line()),
                event.position(),
                1,
                now,
                now.plus(RetrySchedule.ofEvent(1, attempt.retryAfter())),
                attempt.whyNot());
    }

    /** The event has failed again. */
    BlockedEnvironment failedAgain(Attempt attempt, Instant now) {
        return new BlockedEnvironment(
                environment,
                position,
                attempts + 1,
                failingSince,
                now.plus(RetrySchedule.ofEvent(attempts + 1, attempt.retryAfter())),
                attempt.whyNot());
    }

    /** The event after it is due. */
    BlockedEnvironment at(long next, Instant now) {
        return new BlockedEnvironment(environment, next, 0, now, now, lastFailure);
    }

    /** Whether the event alone fails, and has for long enough. */
    boolean isHopeless(EndpointState endpoint, Instant now) {
        Instant success = endpoint.lastSuccessAt();
        return success != null
                && success.isAfter(failingSince)
                && Duration.between(failingSince, now).compareTo(RetrySchedule.GIVE_UP_AFTER) >= 0;
    }
}
