package io.tableflow.iam.notification;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an endpoint.
 *
 * @param position up to here, every event was delivered or waits behind one of its environment that was not
 * @param revision raised by every change
 * @param failures attempts that failed in a row
 * @param failingSince when the first of them was made
 * @param resumeAt before that, nothing is sent
 * @param lastFailure why the latest attempt that failed did
 * @param disabledAt since when nothing is sent at all; null: something is
 * @param blocked how many environments wait for an event that could not be delivered
 * @param head the position of the newest event
 */
public record EndpointState(
        long position,
        long revision,
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant resumeAt,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant lastFailureAt,
        @Nullable String lastFailure,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        int blocked,
        long head) {

    /** That of an endpoint which nothing was stored of yet: it begins with what happens from now on. */
    static EndpointState beginning(long head) {
        return new EndpointState(head, 0, 0, null, null, null, null, null, null, null, 0, head);
    }

    /** Whether nothing may be sent at a moment. */
    boolean isAtRest(Instant now) {
        return disabledAt != null || (resumeAt != null && resumeAt.isAfter(now));
    }

    /** Everything up to a position was delivered, waits, or does not concern the endpoint; or is to be delivered again. */
    EndpointState at(long newPosition) {
        return with(newPosition, revision);
    }

    /** An event was delivered. */
    EndpointState delivered(Instant now) {
        return new EndpointState(
                position, revision, 0, null, null, now, lastFailureAt, lastFailure, null, null, blocked, head);
    }

    /** An attempt failed. The endpoint rests for a while if it was not the first, or if it asks for time. */
    EndpointState failed(Attempt attempt, Instant now) {
        Instant since = failingSince == null ? now : failingSince;
        Duration pause = RetrySchedule.ofEndpoint(failures + 1, attempt.retryAfter());
        String reason = whyDisabled(attempt, since, now);
        return new EndpointState(
                position,
                revision,
                failures + 1,
                since,
                pause.isZero() ? null : now.plus(pause),
                lastSuccessAt,
                now,
                attempt.whyNot(),
                reason == null ? null : now,
                reason,
                blocked,
                head);
    }

    private static @Nullable String whyDisabled(Attempt attempt, Instant since, Instant now) {
        if (attempt.outcome() == Attempt.Outcome.GONE) {
            return attempt.whyNot();
        }
        return Duration.between(since, now).compareTo(RetrySchedule.GIVE_UP_AFTER) >= 0
                ? "Nothing was delivered for five days. " + attempt.whyNot()
                : null;
    }

    /** An operator has it tried again at once. */
    EndpointState enabled() {
        return new EndpointState(
                position,
                revision,
                0,
                null,
                null,
                lastSuccessAt,
                lastFailureAt,
                lastFailure,
                null,
                null,
                blocked,
                head);
    }

    /** The same once it is stored. */
    EndpointState stored() {
        return with(position, revision + 1);
    }

    private EndpointState with(long newPosition, long newRevision) {
        return new EndpointState(
                newPosition,
                newRevision,
                failures,
                failingSince,
                resumeAt,
                lastSuccessAt,
                lastFailureAt,
                lastFailure,
                disabledAt,
                disabledReason,
                blocked,
                head);
    }
}
