package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One environment at a time, beside the time that its calls take one after the other; and its verification. */
final class LatencyScenario implements Scenario {

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int TIMES = 20;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public List<Figure> run(int environments) {
        TestDatabase database = TestDatabase.createEmpty();
        try (IamProcess iam = IamProcess.start(LATENCY);
                ServiceJar service = ServiceJar.start("latency", database, iam.endpoint(), Benchmark.FLAGS, List.of());
                Load load = new Load(service.uri(), database, 16)) {
            load.activate("warm", Math.min(environments, 150));
            List<Double> provisioned = new ArrayList<>();
            List<Double> opened = new ArrayList<>();
            long before = iam.calls();
            long callsToProvision = 0;
            for (int i = 0; i < TIMES; i++) {
                String prefix = "single-" + i;
                long calls = iam.calls();
                provisioned.add(Median.millisOf(() -> load.provision(prefix, 1)));
                callsToProvision += iam.calls() - calls;
                opened.add(Median.millisOf(() -> load.open(prefix)));
            }
            long callsToOpen = iam.calls() - before - callsToProvision;
            // The first verification of a node loads the SDKs of what is read beside IAM.
            load.verify("single-0-0");
            double verified = Median.millis(TIMES, () -> load.verify("single-0-0"));
            return List.of(
                    Figure.compared(
                            "latency: POST to AWAITING_INTEGRATION, by its calls in a row",
                            Median.of(provisioned),
                            "ms",
                            floor(callsToProvision)),
                    Figure.compared(
                            "latency: callback to ACTIVE, by its calls in a row",
                            Median.of(opened),
                            "ms",
                            floor(callsToOpen)),
                    Figure.limited("latency: a verification, until its report is there", verified, "ms", 500));
        }
    }

    private static double floor(long calls) {
        return (double) calls * LATENCY.toMillis() / TIMES;
    }
}
