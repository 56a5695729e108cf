package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.List;

/** Reads beside the liveness probe, which does nothing. */
final class ReadScenario implements Scenario {

    private static final Duration TIME = Duration.ofSeconds(5);

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
            String one = "/environments/read-1";
            String page = "/environments?limit=50";
            String probe = "/actuator/health/liveness";
            List.of(probe, one, page).forEach(path -> load.perSecond(path, TIME));
            double probes = load.perSecond(probe, TIME);
            double ones = load.perSecond(one, TIME);
            double pages = load.perSecond(page, TIME);
            return List.of(
                    Figure.plain("reads: liveness probes", probes, "/s"),
                    Figure.rate("reads: GET of one environment, by the probe", ones, "/s", probes, 2.0),
                    Figure.plain("reads: pages of 50 environments", pages, "/s"));
        }
    }
}
