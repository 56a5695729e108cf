package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The start of the jar, plain and with the JDK's AOT cache, in turn: what disturbs one disturbs the other. */
final class StartScenario implements Scenario {

    private static final int TIMES = 4;
    private static final double GOAL = 0.5;

    /** What one way of starting takes. */
    private record Times(List<Double> seconds, List<Double> cpu) {

        Times() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void start(String jar, TestDatabase database, URI aws, List<String> flags) {
            try (ServiceJar service = ServiceJar.start("start", jar, database, aws, flags, List.of())) {
                seconds.add(seconds(service.startTime()));
                cpu.add(service.cpuMillis() / 1000);
            }
        }

        private static double seconds(Duration duration) {
            return duration.toMillis() / 1000.0;
        }
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Figure> run(int environments) {
        List<String> flags = TrainedJar.flags();
        TestDatabase database = TestDatabase.createEmpty();
        try (IamProcess iam = IamProcess.start(Duration.ZERO)) {
            // The first migrates the database.
            new Times().start(TrainedJar.FILE, database, iam.endpoint(), flags);
            Times plain = new Times();
            Times cached = new Times();
            for (int time = 0; time < TIMES; time++) {
                plain.start(ServiceJar.FILE, database, iam.endpoint(), TrainedJar.plainFlags());
                cached.start(TrainedJar.FILE, database, iam.endpoint(), flags);
            }
            return List.of(
                    Figure.of(
                            "start: with the AOT cache, by plain",
                            Median.of(cached.seconds()),
                            "s",
                            Median.of(plain.seconds()),
                            GOAL),
                    Figure.compared(
                            "start: CPU with the AOT cache, by plain",
                            Median.of(cached.cpu()),
                            "s",
                            Median.of(plain.cpu())));
        }
    }
}
