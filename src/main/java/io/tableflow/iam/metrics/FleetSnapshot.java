package io.tableflow.iam.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * All series and their values at a moment.
 *
 * @param readAt when they were read, by the clock of all nodes
 * @param clockOffset by how much this node's own clock was ahead of the database's; negative: it was behind
 */
record FleetSnapshot(Map<FleetSeries, Double> values, Instant readAt, Duration clockOffset) {

    /** Nothing was read yet. */
    static final FleetSnapshot NONE = new FleetSnapshot(Map.of(), Instant.EPOCH, Duration.ZERO);

    FleetSnapshot {
        values = Map.copyOf(values);
    }

    /** NaN where there is no such series. */
    double value(FleetSeries series) {
        return values.getOrDefault(series, Double.NaN);
    }
}
