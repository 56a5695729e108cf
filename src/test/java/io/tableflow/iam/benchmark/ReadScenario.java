package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reads beside the liveness probe, which does nothing. */
final class ReadScenario implements Scenario {

    private static final Duration TIME = Duration.ofSeconds(3);
    private static final int ROUNDS = 4;

    private static final String PROBE = "/actuator/health/liveness";
    private static final String ONE = "/environments/read-1";
    private static final String PAGE = "/environments?limit=50";

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public List<Figure> run(int environments) {
        TestDatabase database = TestDatabase.createEmpty();
        try (IamProcess iam = IamProcess.start(Duration.ZERO);
                ServiceJar service = ServiceJar.start("reads", database, iam.endpoint(), Benchmark.FLAGS, List.of());
                Load load = new Load(service.uri(), database, 8)) {
            load.activate("read", 60);
            Map<String, Double> sums = new TreeMap<>();
            for (int round = 0; round <= ROUNDS; round++) {
                boolean isWarmUp = round == 0;
                for (String path : List.of(PROBE, ONE, PAGE)) {
                    double perSecond = load.perSecond(path, TIME);
                    sums.merge(path, isWarmUp ? 0 : perSecond / ROUNDS, Double::sum);
                }
            }
            double probes = of(sums, PROBE);
            return List.of(
                    Figure.plain("reads: liveness probes", probes, "/s"),
                    Figure.rate("reads: GET of one environment, by the probe", of(sums, ONE), "/s", probes, 2.0),
                    Figure.plain("reads: pages of 50 environments", of(sums, PAGE), "/s"));
        }
    }

    private static double of(Map<String, Double> sums, String path) {
        return Objects.requireNonNull(sums.get(path), path);
    }
}
