package io.tableflow.iam.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.TableflowProperties;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The endpoints of the settings, in their order, each with its own connections. */
@Component
class NotificationEndpoints {

    private final List<Connected> all;

    NotificationEndpoints(TableflowProperties properties, MeterRegistry meters, Clock clock) {
        all = properties.notifications().stream()
                .map(NotificationEndpoint::of)
                .map(endpoint -> new Connected(endpoint, new MessageSender(endpoint, meters, clock)))
                .toList();
    }

    /** An endpoint, and what sends to it. */
    record Connected(NotificationEndpoint endpoint, MessageSender sender) {}

    List<Connected> all() {
        return all;
    }

    /** The one with that name. */
    Optional<Connected> find(String name) {
        return all.stream().filter(it -> it.endpoint().name().equals(name)).findFirst();
    }

    @PreDestroy
    void close() {
        all.forEach(it -> it.sender().close());
    }
}
