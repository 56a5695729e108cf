package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Several processes on one PostgreSQL. The IAM is slow and each process runs few workflows at once, so that the CPU of
 * this machine is not what limits them.
 */
final class ReplicaScenario implements Scenario {

    private static final Duration LATENCY = Duration.ofMillis(400);
    private static final int WORKFLOWS_AT_ONCE = 4;
    private static final int MOST = 4;
    private static final int ENVIRONMENTS_A_PROCESS = 24;
    private static final double GOAL = 1 / 0.9;

    @Override
    public String name() {
        return "replicas";
    }

    @Override
    public List<Figure> run(int environments) {
        TestDatabase database = TestDatabase.createEmpty();
        List<ServiceJar> replicas = new ArrayList<>();
        try (IamProcess iam = IamProcess.start(LATENCY)) {
            for (int i = 0; i < MOST; i++) {
                replicas.add(ServiceJar.start(
                        "replica-" + i,
                        database,
                        iam.endpoint(),
                        Benchmark.FLAGS,
                        List.of("tableflow.workflow.concurrency=" + WORKFLOWS_AT_ONCE)));
            }
            activate(replicas, database, "warm");
            // From the most to one: those that are measured later are warmer, and one is what the others are compared
            // with.
            Map<Integer, Double> perSecond = new TreeMap<>();
            for (int count : List.of(4, 2, 1)) {
                while (replicas.size() > count) {
                    replicas.removeLast().close();
                }
                perSecond.put(count, activate(replicas, database, "with-" + count));
            }
            double ofOne = Objects.requireNonNull(perSecond.get(1));
            return perSecond.entrySet().stream()
                    .map(entry -> figure(entry.getKey(), entry.getValue(), ofOne))
                    .toList();
        } finally {
            replicas.forEach(ServiceJar::close);
        }
    }

    /** How many environments became ACTIVE a second. */
    private static double activate(List<ServiceJar> replicas, TestDatabase database, String prefix) {
        List<URI> nodes = replicas.stream().map(ServiceJar::uri).toList();
        int environments = ENVIRONMENTS_A_PROCESS * nodes.size();
        try (Load load = new Load(nodes, database, 16)) {
            return environments / load.activate(prefix, environments);
        }
    }

    private static Figure figure(int processes, double perSecond, double ofOne) {
        String name = "replicas: environments a second and process, " + processes
                + (processes == 1 ? " process" : " processes");
        double each = perSecond / processes;
        return processes == 1 ? Figure.plain(name, each, "/s") : Figure.rate(name, each, "/s", ofOne, GOAL);
    }
}
