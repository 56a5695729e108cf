package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.List;

/** An IAM that lets 20 calls a second through: the service is to use all of them, and to ask for few more. */
final class RateLimitScenario implements Scenario {

    private static final int CALLS_A_SECOND = 20;

    @Override
    public String name() {
        return "ratelimit";
    }

    @Override
    public List<Figure> run(int environments) {
        TestDatabase database = TestDatabase.createEmpty();
        try (IamProcess iam = IamProcess.start(Duration.ofMillis(20));
                ServiceJar service = ServiceJar.start(
                        "ratelimit",
                        database,
                        iam.endpoint(),
                        Benchmark.FLAGS,
                        List.of("tableflow.workflow.give-up-after=6h"));
                Load load = new Load(service.uri(), database, 16)) {
            load.activate("warm", 20);
            iam.limit(CALLS_A_SECOND);
            long before = iam.calls();
            double seconds = load.activate("limited", environments);
            long throttled = iam.throttled();
            double succeeded = iam.calls() - before - throttled;
            return List.of(
                    Figure.of(
                            "rate limit: seconds, by what the limit allows",
                            seconds,
                            "s",
                            succeeded / CALLS_A_SECOND,
                            1.1),
                    Figure.limited(
                            "rate limit: throttled, of 100 calls", 100 * throttled / (succeeded + throttled), "%", 2));
        }
    }
}
