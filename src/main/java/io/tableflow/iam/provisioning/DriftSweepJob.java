package io.tableflow.iam.provisioning;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.common.RecurringJob;
import io.tableflow.iam.drift.DriftSweep;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Runs the sweep for drift again and again, on one node at a time. */
@Component
class DriftSweepJob implements RecurringJob {

    private final DriftSweep sweep;
    private final Duration interval;

    DriftSweepJob(DriftSweep sweep, TableflowProperties properties) {
        this.sweep = sweep;
        this.interval = properties.drift().interval();
    }

    @Override
    public String name() {
        return "drift-sweep";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void run(BooleanSupplier stopping) {
        sweep.run(stopping);
    }
}
