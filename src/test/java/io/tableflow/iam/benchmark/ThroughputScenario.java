package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.MeasuredProcess;
import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many environments from nothing to ACTIVE, beside the floor of their own calls and a bare script. */
final class ThroughputScenario implements Scenario {

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int WARM_UP = 300;

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public List<Figure> run(int environments) {
        List<Figure> figures = new ArrayList<>();
        for (int concurrency : Benchmark.CONCURRENCIES) {
            figures.addAll(run(environments, concurrency));
        }
        return figures;
    }

    private static List<Figure> run(int environments, int concurrency) {
        TestDatabase database = TestDatabase.createEmpty();
        String at = "throughput at " + concurrency + ": ";
        try (IamProcess iam = IamProcess.start(LATENCY);
                ServiceJar service = ServiceJar.start(
                        "throughput-" + concurrency,
                        database,
                        iam.endpoint(),
                        Benchmark.FLAGS,
                        List.of("tableflow.workflow.concurrency=" + concurrency));
                Load load = new Load(service.uri(), database, 16)) {
            load.activate("warm", WARM_UP);
            long callsBefore = iam.calls();
            double cpuBefore = service.cpuMillis();
            double iamBefore = iam.cpuMillis();
            double postgresBefore = MeasuredProcess.postgresCpuMillis(database.client());
            double loadBefore = MeasuredProcess.cpuMillis(ProcessHandle.current());
            double seconds = load.activate("run", environments);
            double millis = seconds * 1000 / environments;
            double calls = (iam.calls() - callsBefore) / (double) environments;
            double floor = calls * LATENCY.toMillis() / concurrency;
            List<Figure> figures = new ArrayList<>(List.of(
                    Figure.of(at + "an environment, by the floor of its calls", millis, "ms", floor, 1.5),
                    Figure.plain(at + "calls of IAM an environment", calls, "calls"),
                    Figure.plain(
                            at + "CPU of the service an environment",
                            (service.cpuMillis() - cpuBefore) / environments,
                            "ms"),
                    Figure.plain(
                            at + "CPU of PostgreSQL an environment",
                            (MeasuredProcess.postgresCpuMillis(database.client()) - postgresBefore) / environments,
                            "ms"),
                    Figure.plain(
                            at + "CPU of the test's IAM an environment",
                            (iam.cpuMillis() - iamBefore) / environments,
                            "ms"),
                    Figure.plain(
                            at + "CPU of the load an environment",
                            (MeasuredProcess.cpuMillis(ProcessHandle.current()) - loadBefore) / environments,
                            "ms")));
            if (concurrency == 16) {
                BareScript.run(iam.endpoint(), environments)
                        .ifPresent(script -> figures.add(
                                Figure.of(at + "an environment, by boto3 on 16 threads", millis, "ms", script, 1.1)));
            }
            return figures;
        }
    }
}
