package io.tableflow.iam.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One series of a gauge.
 *
 * @param values of its tags, in their order
 */
record FleetSeries(FleetGauge gauge, List<String> values) {

    FleetSeries {
        if (values.size() != gauge.tags().size()) {
            throw new IllegalArgumentException(gauge + " has the tags " + gauge.tags() + ", not " + values);
        }
    }

    Tags tags() {
        return Tags.of(IntStream.range(0, values.size())
                .mapToObj(nth -> Tag.of(gauge.tags().get(nth), values.get(nth)))
                .toList());
    }
}
