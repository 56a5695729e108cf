package io.tableflow.iam.notification;

import io.tableflow.iam.common.RecurringJob;
import io.tableflow.iam.notification.NotificationEndpoints.Connected;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Tells one endpoint of events again and again, on one node at a time. */
final class NotificationJob implements RecurringJob {

    /** Soon enough for people and their tools, and seldom enough to cost an idle database little. */
    static final Duration INTERVAL = Duration.ofSeconds(3);

    private final Connected endpoint;
    private final NotificationDispatcher dispatcher;

    NotificationJob(Connected endpoint, NotificationDispatcher dispatcher) {
        this.endpoint = endpoint;
        this.dispatcher = dispatcher;
    }

    @Override
    public String name() {
        return "notification-" + endpoint.endpoint().name();
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(BooleanSupplier stopping) {
        dispatcher.run(endpoint.endpoint(), endpoint.sender(), stopping);
    }
}
