package io.tableflow.iam.notification;

import io.tableflow.iam.audit.SealedAuditEntry;
import io.tableflow.iam.notification.DeliveryRecorder.ChangedMeanwhileException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells an endpoint of what it was not told yet: new events in their order, and then those that are due again. An event that cannot be
 * delivered stops its own environment, and after a second failure in a row the endpoint rests.
 */
@Component
class NotificationDispatcher {

    private static final Logger log = LoggerFactory.getLogger(NotificationDispatcher.class);

    /** Environments that are tried again in one turn. */
    private static final int TURN = 50;

    /** A run holds one of the threads for workflows: with more to do than that, it is run again after its pause. */
    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);

    private final EndpointRepository endpoints;
    private final DeliveryRecorder recorder;
    private final TrailReader trail;
    private final CloudEventWriter writer;
    private final Clock clock;

    NotificationDispatcher(
            EndpointRepository endpoints,
            DeliveryRecorder recorder,
            TrailReader trail,
            CloudEventWriter writer,
            Clock clock) {
        this.endpoints = endpoints;
        this.recorder = recorder;
        this.trail = trail;
        this.writer = writer;
        this.clock = clock;
    }

    /** Works until nothing is left that is due, the endpoint rests, the time is up, or the node stops. */
    void run(NotificationEndpoint endpoint, MessageSender sender, BooleanSupplier stopping) {
        try {
            new Run(endpoint, sender, stopping).run();
        } catch (ChangedMeanwhileException changed) {
            log.debug("Endpoint {} was changed meanwhile; the next run reads it anew", endpoint.name());
        }
    }

    private final class Run {

        private final NotificationEndpoint endpoint;
        private final MessageSender sender;
        private final BooleanSupplier stopping;
        private final long end = System.nanoTime() + LONGEST_RUN.toNanos();
        private EndpointState state;
        private boolean isAnyBlocked;

        Run(NotificationEndpoint endpoint, MessageSender sender, BooleanSupplier stopping) {
            this.endpoint = endpoint;
            this.sender = sender;
            this.stopping = stopping;
            this.state = endpoints.find(endpoint.name()).orElseGet(() -> recorder.open(endpoint.name()));
            this.isAnyBlocked = state.blocked() > 0;
        }

        void run() {
            boolean more = true;
            while (more && goesOn()) {
                boolean behind = tellNew();
                more = (tellAgain() || behind) && goesOn();
            }
        }

        private boolean goesOn() {
            return !state.isAtRest(clock.instant()) && !stopping.getAsBoolean() && System.nanoTime() < end;
        }

        /** Whether there is another part. */
        private boolean tellNew() {
            long upTo = Math.min(state.head(), state.position() + TrailReader.PART);
            if (upTo <= state.position()) {
                return false;
            }
            Set<String> blocked =
                    isAnyBlocked ? new HashSet<>(endpoints.blockedNames(endpoint.name())) : new HashSet<>();
            for (SealedAuditEntry event : trail.between(state.position(), upTo, endpoint.types())) {
                String environment = BlockedEnvironment.keyOf(event.line());
                if (blocked.contains(environment)) {
                    continue;
                }
                if (!goesOn()) {
                    return true;
                }
                Attempt attempt = sender.send(writer.write(event));
                if (attempt.isDelivered()) {
                    state = recorder.delivered(endpoint.name(), state, event);
                } else {
                    report(event.position(), attempt);
                    state = recorder.failed(endpoint.name(), state, event, attempt);
                    blocked.add(environment);
                    isAnyBlocked = true;
                }
            }
            if (upTo > state.position()) {
                state = recorder.passed(endpoint.name(), state, upTo);
            }
            return upTo < state.head();
        }

        /** Whether something was delivered, after which more may be due. */
        private boolean tellAgain() {
            boolean isAnyDelivered = false;
            for (BlockedEnvironment blocked : due()) {
                if (!goesOn()) {
                    return isAnyDelivered;
                }
                Attempt attempt = sender.send(writer.write(trail.at(blocked.position())));
                if (attempt.isDelivered()) {
                    state = recorder.delivered(endpoint, state, blocked);
                    isAnyDelivered = true;
                } else {
                    report(blocked.position(), attempt);
                    state = recorder.failed(endpoint, state, blocked, attempt);
                }
            }
            return isAnyDelivered;
        }

        /** While the endpoint itself is at fault, whatever waits shows whether it is there again. */
        private List<BlockedEnvironment> due() {
            if (!isAnyBlocked) {
                return List.of();
            }
            List<BlockedEnvironment> due = endpoints.due(endpoint.name(), clock.instant(), TURN);
            return due.isEmpty() && state.failures() >= DeliveryRecorder.OUTAGE
                    ? endpoints.blocked(endpoint.name(), 1)
                    : due;
        }

        private void report(long event, Attempt attempt) {
            if (state.failures() == 0) {
                log.warn(
                        "Endpoint {} could not be told of event {}; it is tried again: {}",
                        endpoint.name(),
                        event,
                        attempt.whyNot());
            }
        }
    }
}
