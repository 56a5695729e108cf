package io.tableflow.iam.notification;

import io.tableflow.iam.audit.SealedAuditEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores what came of attempts, each in a short transaction. */
@Component
@Transactional
class DeliveryRecorder {

    /** After so many failures in a row the endpoint itself was at fault, and not one event. */
    static final int OUTAGE = 3;

    private final EndpointRepository endpoints;
    private final TrailReader trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DeliveryRecorder(EndpointRepository endpoints, TrailReader trail, ApplicationEventPublisher events, Clock clock) {
        this.endpoints = endpoints;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /** Somebody else has changed the endpoint since it was read: another node, or an operator. */
    static final class ChangedMeanwhileException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ChangedMeanwhileException() {
            super("the endpoint was changed meanwhile", null, false, false);
        }
    }

    /** The state; a new endpoint begins with what happens from now on. */
    EndpointState open(String endpoint) {
        Optional<EndpointState> known = endpoints.find(endpoint);
        if (known.isPresent()) {
            return known.get();
        }
        endpoints.begin(endpoint);
        return endpoints.find(endpoint).orElseThrow();
    }

    /** There is nothing more to deliver up to a position. */
    EndpointState passed(String endpoint, EndpointState state, long position) {
        return store(endpoint, state.at(position));
    }

    /** An operator has changed it, in the running transaction. */
    void change(String endpoint, EndpointState state) {
        store(endpoint, state);
    }

    /** An event was delivered at its turn. */
    EndpointState delivered(String endpoint, EndpointState state, SealedAuditEntry event) {
        return storeSuccess(endpoint, state, state.at(event.position()));
    }

    /** An event was not: its environment waits for it. */
    EndpointState failed(String endpoint, EndpointState state, SealedAuditEntry event, Attempt attempt) {
        EndpointState failed = storeFailure(endpoint, state.at(event.position()), attempt);
        endpoints.block(endpoint, BlockedEnvironment.of(event, attempt, clock.instant()));
        return failed;
    }

    /** The event that an environment waited for was delivered. */
    EndpointState delivered(NotificationEndpoint endpoint, EndpointState state, BlockedEnvironment blocked) {
        EndpointState delivered = storeSuccess(endpoint.name(), state, state);
        goOn(endpoint, state, blocked);
        return delivered;
    }

    /** It has failed again. If it alone has for too long, the environment goes on without it. */
    EndpointState failed(
            NotificationEndpoint endpoint, EndpointState state, BlockedEnvironment blocked, Attempt attempt) {
        Instant now = clock.instant();
        EndpointState failed = storeFailure(endpoint.name(), state, attempt);
        if (failed.disabledAt() == null && blocked.isHopeless(state, now)) {
            events.publishEvent(new NotificationEvent.Skipped(endpoint.name(), blocked.position(), attempt.whyNot()));
            goOn(endpoint, state, blocked);
        } else {
            endpoints.block(endpoint.name(), blocked.failedAgain(attempt, now));
        }
        return failed;
    }

    /** To the next event of the environment that was passed meanwhile. */
    private void goOn(NotificationEndpoint endpoint, EndpointState state, BlockedEnvironment blocked) {
        trail.next(blocked.environment(), blocked.position(), state.position(), endpoint.types())
                .ifPresentOrElse(
                        next -> endpoints.block(endpoint.name(), blocked.at(next, clock.instant())),
                        () -> endpoints.unblock(endpoint.name(), blocked.environment()));
    }

    private EndpointState storeSuccess(String endpoint, EndpointState before, EndpointState now) {
        EndpointState stored = store(endpoint, now.delivered(clock.instant()));
        Instant failingSince = before.failingSince();
        if (before.failures() >= OUTAGE && failingSince != null) {
            endpoints.hasten(endpoint, failingSince, clock.instant());
        }
        return stored;
    }

    private EndpointState storeFailure(String endpoint, EndpointState state, Attempt attempt) {
        EndpointState stored = store(endpoint, state.failed(attempt, clock.instant()));
        if (stored.disabledAt() != null) {
            events.publishEvent(new NotificationEvent.Disabled(
                    endpoint, Objects.requireNonNull(stored.disabledReason(), "of a disabled endpoint")));
        }
        return stored;
    }

    private EndpointState store(String endpoint, EndpointState state) {
        if (!endpoints.store(endpoint, state)) {
            throw new ChangedMeanwhileException();
        }
        return state.stored();
    }
}
