package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.MemoryLimit;
import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.List;

/** A node as in a container of 384 MB, with 10,000 environments: swept, listed, and new ones made beside them. */
final class MemoryScenario implements Scenario {

    private static final int CONTAINER = 384;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Figure> run(int environments) {
        TestDatabase database = TestDatabase.createEmpty();
        try (MemoryLimit container = MemoryLimit.of(CONTAINER);
                IamProcess iam = IamProcess.start(Duration.ZERO);
                ServiceJar service = ServiceJar.start(
                        "memory",
                        TrainedJar.FILE,
                        container,
                        database,
                        iam.endpoint(),
                        TrainedJar.flags(),
                        List.of("tableflow.drift.interval=1d"));
                Load load = new Load(service.uri(), database, 32)) {
            double started = service.peakMebibytes();
            load.activate("prototype", 1);
            CopiedEnvironments.of(database, 1, Benchmark.COPIES).insertInto(database, iam);
            Sweep sweep = new Sweep(database);
            double most = 0;
            for (int time = 0; time < 3; time++) {
                sweep.run();
                listAll(load);
                load.activate("more-" + time, environments / 3);
                most = Math.max(most, service.anonymousMebibytes());
            }
            String of = "memory: with " + Benchmark.COPIES + " environments, ";
            return List.of(
                    Figure.plain("memory: resident after the start", started, "MiB"),
                    Figure.limited(
                            of + (container.isSet() ? "in a container of so much" : "without a container"),
                            most,
                            "MiB",
                            CONTAINER),
                    Figure.plain(of + "resident, files included", service.peakMebibytes(), "MiB"));
        }
    }

    private static void listAll(Load load) {
        String next = load.get("/environments?limit=200").at("/next");
        while (!next.isEmpty()) {
            next = load.get("/environments?limit=200&after=" + next).at("/next");
        }
    }
}
