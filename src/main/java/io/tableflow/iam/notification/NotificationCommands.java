package io.tableflow.iam.notification;

import io.tableflow.iam.notification.NotificationEndpoints.Connected;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators see of endpoints, and do with them. */
@Component
public class NotificationCommands {

    /** Environments that are shown at most. */
    private static final int SHOWN = 50;

    private final NotificationEndpoints endpoints;
    private final EndpointRepository states;
    private final DeliveryRecorder recorder;
    private final TrailReader trail;
    private final CloudEventWriter writer;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    NotificationCommands(
            NotificationEndpoints endpoints,
            EndpointRepository states,
            DeliveryRecorder recorder,
            TrailReader trail,
            CloudEventWriter writer,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.endpoints = endpoints;
        this.states = states;
        this.recorder = recorder;
        this.trail = trail;
        this.writer = writer;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * An endpoint and how far it is.
     *
     * @param blocked the environments whose events could not be delivered, at most 50
     */
    public record Status(NotificationEndpoint endpoint, EndpointState state, List<BlockedEnvironment> blocked) {}

    /** Every endpoint of the settings, in their order. */
    public List<Status> list() {
        return endpoints.all().stream().map(it -> status(it.endpoint())).toList();
    }

    /** One of them; empty where none has that name. */
    public Optional<Status> find(String name) {
        return endpoints.find(name).map(it -> status(it.endpoint()));
    }

    private Status status(NotificationEndpoint endpoint) {
        EndpointState state = states.find(endpoint.name()).orElseGet(() -> EndpointState.beginning(trail.head()));
        return new Status(endpoint, state, state.blocked() == 0 ? List.of() : states.blocked(endpoint.name(), SHOWN));
    }

    /** Sends a message that is about no event, also to an endpoint that is disabled. It changes nothing of its state. */
    public Optional<Attempt> test(String name) {
        return endpoints.find(name).map(this::test);
    }

    private Attempt test(Connected endpoint) {
        String name = endpoint.endpoint().name();
        Attempt attempt = endpoint.sender().send(writer.writeTest(UUID.randomUUID(), clock.instant(), name));
        events.publishEvent(new NotificationEvent.Tested(name, attempt));
        return attempt;
    }

    /** Has the endpoint tried at once, and enables it where it is disabled: it goes on where it was. */
    public Optional<Status> enable(String name) {
        return endpoints.find(name).map(endpoint -> {
            transactions.executeWithoutResult(status -> {
                EndpointState state = recorder.open(name);
                recorder.change(name, state.enabled());
                states.hasten(name, Instant.EPOCH, clock.instant());
                events.publishEvent(new NotificationEvent.Enabled(name));
            });
            return status(endpoint.endpoint());
        });
    }

    /**
     * Has the endpoint told once more of all events from one on.
     *
     * @param event the first one's position in the trail; what lies ahead of what was delivered is left as it is
     */
    public Optional<Status> replay(String name, long event) {
        return endpoints.find(name).map(endpoint -> {
            transactions.executeWithoutResult(status -> {
                EndpointState state = recorder.open(name);
                long from = Math.min(Math.max(1, event), state.position() + 1);
                recorder.change(name, state.at(from - 1));
                states.unblockFrom(name, from);
                events.publishEvent(new NotificationEvent.Replayed(name, from));
            });
            return status(endpoint.endpoint());
        });
    }

    /** The same from a moment on. */
    public Optional<Status> replay(String name, Instant since) {
        return replay(name, trail.firstSince(since));
    }
}
