package io.tableflow.iam.drift;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.environment.status.Difference;
import java.util.Collection;
import org.springframework.stereotype.Component;

/**
 * Counts what sweeps find anew, as {@code tableflow.drift.found}. All series begin at 0 when the node starts: an increase is not
 * seen in a series that begins with it.
 */
@Component
class DriftCounters {

    private final MeterRegistry meters;

    DriftCounters(MeterRegistry meters) {
        this.meters = meters;
        for (Difference.Kind kind : Difference.Kind.values()) {
            counter(kind, true);
            counter(kind, false);
        }
    }

    void found(Collection<Difference> differences) {
        differences.forEach(it -> counter(it.kind(), it.critical()).increment());
    }

    private Counter counter(Difference.Kind kind, boolean critical) {
        return Counter.builder("tableflow.drift.found")
                .description(
                        "Differences between live and desired IAM that sweeps found and that were not known before")
                .tag("kind", kind.name())
                .tag("critical", Boolean.toString(critical))
                .register(meters);
    }
}
