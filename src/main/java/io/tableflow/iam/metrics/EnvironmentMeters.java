package io.tableflow.iam.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentActivated;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentProvisioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** How long callers wait: from the request to AWAITING_INTEGRATION, and from the callback to ACTIVE. */
@Component
class EnvironmentMeters {

    private final Clock clock;
    private final Timer provisioning;
    private final Timer activation;

    EnvironmentMeters(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.provisioning = Timer.builder("tableflow.environments.provisioning.duration")
                .description(
                        "From the request for an environment to AWAITING_INTEGRATION, on the node that completed it")
                .serviceLevelObjectives(Buckets.OF_WORK)
                .register(meters);
        this.activation = Timer.builder("tableflow.environments.activation.duration")
                .description("From Confluent's callback to ACTIVE, on the node that completed it")
                .serviceLevelObjectives(Buckets.OF_WORK)
                .register(meters);
    }

    @TransactionalEventListener
    void on(EnvironmentProvisioned event) {
        provisioning.record(since(event.requestedAt()));
    }

    @TransactionalEventListener
    void on(EnvironmentActivated event) {
        activation.record(since(event.dueSince()));
    }

    private Duration since(Instant begin) {
        return Duration.between(begin, clock.instant());
    }
}
