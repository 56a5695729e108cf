package io.tableflow.iam.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.TableflowProperties;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/** Whether this node takes requests, and the settings that alerts compare with. */
@Component
class NodeMeters {

    NodeMeters(MeterRegistry meters, ApplicationAvailability availability, TableflowProperties properties) {
        Gauge.builder("tableflow.node.ready", availability, NodeMeters::ready)
                .description("1: the node takes requests; 0: it starts, stops, or refuses them")
                .register(meters);
        Gauge.builder("tableflow.drift.sweep.interval", properties.drift().interval()::toSeconds)
                .description("The setting tableflow.drift.interval")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(
                        "tableflow.audit.chain.validation.interval",
                        properties.audit().validationInterval()::toSeconds)
                .description("The setting tableflow.audit.validation-interval")
                .baseUnit("seconds")
                .register(meters);
    }

    private static double ready(ApplicationAvailability availability) {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC ? 1 : 0;
    }
}
