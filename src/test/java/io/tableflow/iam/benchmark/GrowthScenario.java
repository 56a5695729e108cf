package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ServiceJar;
import io.tableflow.iam.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a page, a callback and the claim of due work take, at more and more environments. */
final class GrowthScenario implements Scenario {

    private static final int PAGES = 300;
    private static final int CALLBACKS = 60;
    private static final double GOAL = 1.3;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Figure> run(int environments) {
        TestDatabase database = TestDatabase.createEmpty();
        try (IamProcess iam = IamProcess.start(Duration.ZERO);
                ServiceJar service = ServiceJar.start(
                        "growth",
                        database,
                        iam.endpoint(),
                        Benchmark.FLAGS,
                        // A sweep would repair the copies, of which IAM has nothing.
                        List.of("tableflow.drift.interval=1d", "tableflow.workflow.concurrency=4"));
                Load load = new Load(service.uri(), database, 8)) {
            load.activate("prototype", 1);
            Map<String, Double> baseline = new LinkedHashMap<>();
            List<Figure> figures = new ArrayList<>();
            int existing = 0;
            for (int size : List.of(Benchmark.COPIES / 10, Benchmark.COPIES, Benchmark.COPIES * 10)) {
                CopiedEnvironments.of(database, existing + 1, size).insertInto(database);
                if (existing == 0) {
                    measure(load, database, "warm", size);
                }
                existing = size;
                int now = size;
                measure(load, database, "of-" + size, size).forEach((what, millis) -> {
                    String name = "growth: " + what + " at " + now;
                    Double small = baseline.putIfAbsent(what, millis);
                    figures.add(
                            small == null
                                    ? Figure.plain(name, millis, "ms")
                                    : Figure.of(name, millis, "ms", small, GOAL));
                });
            }
            return figures;
        }
    }

    private static Map<String, Double> measure(Load load, TestDatabase database, String prefix, int size) {
        Map<String, Double> millis = new LinkedHashMap<>();
        String next = load.get("/environments?limit=50").at("/next");
        millis.put("a page", Median.millis(PAGES, () -> load.get("/environments?limit=50&after=" + next)));
        Iterator<String> waiting = load.provision(prefix, CALLBACKS).iterator();
        millis.put("a callback", Median.millis(CALLBACKS, () -> load.callBack(waiting.next())));
        load.awaitActive(prefix, CALLBACKS);
        millis.put("a claim", new ClaimedTasks(database, size).medianMillis());
        return millis;
    }
}
