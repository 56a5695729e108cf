package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sweeps of environments that are as they should be: few calls, no writes, and no more memory for more of them. */
final class SweepScenario implements Scenario {

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int ENTITIES_OF_AN_ENVIRONMENT = 3;
    private static final double GOAL_HEAP = 1.2;

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public List<Figure> run(int environments) {
        TestDatabase database = TestDatabase.createEmpty();
        try (IamProcess iam = IamProcess.start(Duration.ZERO);
                ServiceJar service = ServiceJar.start(
                        "sweep", database, iam.endpoint(), Benchmark.FLAGS, List.of("tableflow.drift.interval=1d"));
                Load load = new Load(service.uri(), database, 8);
                LiveHeap heap = LiveHeap.of(service.pid())) {
            load.activate("prototype", 1);
            Sweep sweep = new Sweep(database);
            int few = Benchmark.COPIES / 10;
            CopiedEnvironments.of(database, 1, few).insertInto(database, iam);
            iam.latency(LATENCY);
            sweep.run();
            double heapOfFew = heap.peakDuring(sweep::run);

            iam.latency(Duration.ZERO);
            CopiedEnvironments.of(database, few + 1, Benchmark.COPIES).insertInto(database, iam);
            iam.latency(LATENCY);
            sweep.run();
            long calls = iam.calls();
            long writes = iam.writes();
            long rows = sweep.rowsWritten();
            double cpu = service.cpuMillis();
            double seconds = Median.millisOf(sweep::run) / 1000;
            String of = "sweep of " + Benchmark.COPIES + ": ";
            double entities = (double) ENTITIES_OF_AN_ENVIRONMENT * Benchmark.COPIES;
            List<Figure> figures = new ArrayList<>(List.of(
                    Figure.limited(of + "calls", (double) (iam.calls() - calls), "calls", entities / 1000 + 5),
                    Figure.limited(of + "writes to IAM", (double) (iam.writes() - writes), "calls", 0),
                    Figure.limited(
                            of + "rows written for intact environments",
                            (double) (sweep.rowsWritten() - rows),
                            "rows",
                            0),
                    Figure.plain(of + "time", seconds, "s"),
                    Figure.plain(of + "CPU of the service", (service.cpuMillis() - cpu) / 1000, "s")));
            figures.add(Figure.of(
                    of + "live heap at its peak, by that of " + few,
                    heap.peakDuring(sweep::run),
                    "MiB",
                    heapOfFew,
                    GOAL_HEAP));
            return figures;
        }
    }
}
