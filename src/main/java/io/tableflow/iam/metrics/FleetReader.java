package io.tableflow.iam.metrics;

import io.tableflow.iam.NotificationProperties;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.metrics.FleetQuery.Result;
import io.tableflow.iam.metrics.FleetQuery.Value;
import io.tableflow.iam.workflow.WorkflowDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Completes what was read with the series that are 0: a series that begins only with its first value is not seen in time, and
 * what vanishes looks as if nobody knew.
 */
@Component
class FleetReader {

    private final FleetQuery query;
    private final List<String> kinds;
    private final Set<String> endpoints;

    FleetReader(FleetQuery query, List<WorkflowDefinition> workflows, TableflowProperties properties) {
        this.query = query;
        this.endpoints = properties.notifications().stream()
                .map(NotificationProperties::nameOrDefault)
                .collect(Collectors.toSet());
        this.kinds = workflows.stream().map(WorkflowDefinition::kind).toList();
    }

    /** Every series that there is whatever is in the database. */
    Map<FleetSeries, Double> zeros() {
        return zeros(Set.of());
    }

    FleetSnapshot read() {
        Result result = query.read();
        Set<String> accounts = new TreeSet<>();
        result.values().stream()
                .filter(it -> it.gauge().tags().contains("account"))
                .forEach(it -> accounts.add(it.tags().getFirst()));
        Map<FleetSeries, Double> values = zeros(accounts);
        result.values().stream().filter(this::isOfSettings).forEach(it -> values.put(series(it), it.value()));
        return new FleetSnapshot(values, result.readAt(), result.clockOffset());
    }

    /** What is stored of an endpoint stays when it leaves the settings, and then concerns nobody. */
    private boolean isOfSettings(Value value) {
        return !value.gauge().tags().contains("endpoint")
                || endpoints.contains(value.tags().getFirst());
    }

    private Map<FleetSeries, Double> zeros(Set<String> accounts) {
        Map<FleetSeries, Double> zeros = new HashMap<>();
        for (String account : accounts) {
            for (EnvironmentState state : EnvironmentState.values()) {
                zeros.put(FleetGauge.ENVIRONMENTS.series(account, state.name()), 0.0);
            }
            zeros.put(FleetGauge.TRUST_OPEN_OTHERS.series(account), 0.0);
            zeros.put(FleetGauge.ORPHANS.series(account), 0.0);
        }
        for (String kind : kinds) {
            zeros.put(FleetGauge.WORKFLOWS_ACTIVE.series(kind), 0.0);
            zeros.put(FleetGauge.WORKFLOWS_OLDEST_AGE.series(kind), 0.0);
        }
        for (String endpoint : endpoints) {
            zeros.put(FleetGauge.NOTIFICATION_OLDEST_AGE.series(endpoint), 0.0);
            zeros.put(FleetGauge.NOTIFICATION_BLOCKED.series(endpoint), 0.0);
            zeros.put(FleetGauge.NOTIFICATION_DISABLED.series(endpoint), 0.0);
        }
        for (Difference.Kind kind : Difference.Kind.values()) {
            zeros.put(unrepaired(kind, "true"), 0.0);
            zeros.put(unrepaired(kind, "false"), 0.0);
        }
        for (String window : List.of("ends-soon", "ended")) {
            zeros.put(FleetGauge.TRUST_WINDOWS.series(window), 0.0);
        }
        for (FleetGauge gauge : FleetGauge.values()) {
            if (gauge.tags().isEmpty() && gauge != FleetGauge.AUDIT_VALID) {
                zeros.put(gauge.series(), 0.0);
            }
        }
        // Nothing is known to be wrong with a trail that was not validated yet; when it was, is a gauge of its own.
        zeros.put(FleetGauge.AUDIT_VALID.series(), 1.0);
        return zeros;
    }

    private static FleetSeries series(Value value) {
        return value.gauge() == FleetGauge.DRIFT_UNREPAIRED
                ? unrepaired(
                        Difference.Kind.valueOf(value.tags().getFirst()),
                        value.tags().getLast())
                : new FleetSeries(value.gauge(), value.tags());
    }

    private static FleetSeries unrepaired(Difference.Kind kind, String critical) {
        return FleetGauge.DRIFT_UNREPAIRED.series(kind.name(), critical, kind.isRepairable() ? "automatic" : "manual");
    }
}
