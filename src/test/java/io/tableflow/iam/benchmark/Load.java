package io.tableflow.iam.benchmark;

import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** What callers and Confluent's pipeline do, on so many threads. */
final class Load implements AutoCloseable {

    private final List<ApiClient> nodes;
    private final TestDatabase database;
    private final ExecutorService threads;

    Load(URI service, TestDatabase database, int threads) {
        this(List.of(service), database, threads);
    }

    /** Its requests go to the nodes in turn, as from a load balancer. */
    Load(List<URI> nodes, TestDatabase database, int threads) {
        this.nodes = nodes.stream().map(ApiClient::new).toList();
        this.database = database;
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /** Brings environments from nothing to ACTIVE, and returns the seconds that it took. */
    double activate(String prefix, int environments) {
        long start = System.nanoTime();
        List<String> names = provision(prefix, environments);
        each(names, this::callBack);
        await(prefix, "ACTIVE", environments);
        return (System.nanoTime() - start) / 1e9;
    }

    /** Brings environments from nothing to AWAITING_INTEGRATION, and returns their names. */
    List<String> provision(String prefix, int environments) {
        List<String> names = IntStream.range(0, environments)
                .mapToObj(number -> prefix + "-" + number)
                .toList();
        each(names, name -> require(202, node(name).post("/environments", "{\"name\":\"" + name + "\"}")));
        await(prefix, "AWAITING_INTEGRATION", environments);
        return names;
    }

    /** Has the pipeline call back for the only environment of a prefix, and waits until it is ACTIVE. */
    void open(String prefix) {
        callBack(prefix + "-0");
        await(prefix, "ACTIVE", 1);
    }

    /** Has the pipeline call back for one environment. */
    void callBack(String name) {
        require(202, new ConfluentPipeline(node(name)).callBack(name));
    }

    /** Has an environment verified. */
    void verify(String name) {
        require(200, node(name).post("/environments/" + name + "/verification", ""));
    }

    /** Sends a request that must succeed. */
    ApiClient.Answer get(String path) {
        ApiClient.Answer answer = nodes.getFirst().get(path);
        require(200, answer);
        return answer;
    }

    /** Sends the same request again and again for a while, and returns how many were answered a second. */
    double perSecond(String path, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<Integer> workers = IntStream.range(0, 8).boxed().toList();
        List<Future<Long>> counts = workers.stream()
                .map(worker -> threads.submit(() -> {
                    long count = 0;
                    while (System.nanoTime() < end) {
                        get(path);
                        count++;
                    }
                    return count;
                }))
                .toList();
        return counts.stream().mapToLong(Load::get).sum() / (double) time.toSeconds();
    }

    private ApiClient node(String name) {
        return nodes.get(Math.floorMod(name.hashCode(), nodes.size()));
    }

    private void each(List<String> names, Consumer<String> request) {
        List<? extends Future<?>> all = names.stream()
                .map(name -> threads.submit(() -> request.accept(name)))
                .toList();
        all.forEach(Load::get);
    }

    /** Waits until so many environments with that prefix are ACTIVE. */
    void awaitActive(String prefix, int environments) {
        await(prefix, "ACTIVE", environments);
    }

    // Asks the database, so that the question costs the service nothing.
    private void await(String prefix, String state, int environments) {
        Awaitility.await(state)
                .atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofMillis(environments == 1 ? 2 : 100))
                .until(() -> database.client()
                                .sql("select count(*) from environment where name like :name and state = :state")
                                .param("name", prefix + "-%")
                                .param("state", state)
                                .query(Integer.class)
                                .single()
                        == environments);
    }

    private static void require(int status, ApiClient.Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
    }

    private static <T> T get(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
