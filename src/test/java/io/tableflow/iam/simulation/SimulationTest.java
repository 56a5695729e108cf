package io.tableflow.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many histories at once, on two nodes that die now and then, with an IAM that fails at random.
 *
 * <p>{@code verify} plays a few, from {@code -Dtest.seed} on; {@code -Pexhaustive} plays many; {@code -Dsimulation.runs=500}
 * says how many, and {@code -Dsimulation.seed=17} plays a single one again.
 */
class SimulationTest {

    private static final Logger log = LoggerFactory.getLogger(SimulationTest.class);

    private static final int AT_ONCE = 12;
    private static final int CALLS_BETWEEN_DEATHS = 400;

    private static final List<Fault> FAULTS = List.of(
            Fault.THROTTLE,
            Fault.THROTTLE,
            Fault.SERVICE_FAILURE,
            Fault.UNAVAILABLE,
            Fault.CONCURRENT_MODIFICATION,
            Fault.DISCONNECT,
            Fault.DISCONNECT,
            Fault.LOSE_ANSWER,
            Fault.LOSE_ANSWER,
            Fault.LOSE_ANSWER,
            Fault.hiddenForReads(1),
            Fault.hiddenForReads(3),
            Fault.INVALID_PRINCIPAL,
            Fault.DELETE_CONFLICT,
            Fault.LIMIT_EXCEEDED,
            Fault.ACCESS_DENIED,
            Fault.silence(Duration.ofSeconds(2)),
            Fault.delay(Duration.ofSeconds(2)));

    @Test
    void everyPromiseHoldsAfterEveryHistory() throws InterruptedException {
        List<Long> seeds = seeds();
        try (LocalAws aws = LocalAws.start();
                Cluster cluster = Cluster.of(2, aws, "tableflow.aws.call-timeout=1s");
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<History>> histories = seeds.stream()
                    .map(seed -> threads.submit(() -> play(History.of(seed), aws, cluster)))
                    .toList();
            AtomicBoolean done = new AtomicBoolean();
            Thread death = Thread.ofVirtual().start(() -> killNowAndThen(aws, cluster, done));

            List<Throwable> broken = new ArrayList<>();
            int acts = 0;
            for (Future<History> history : histories) {
                try {
                    acts += history.get().acts();
                } catch (ExecutionException e) {
                    broken.add(e.getCause());
                }
            }
            done.set(true);
            death.join();

            log.info(
                    "{} histories of {} acts; {} calls to IAM, {} of them with a fault: {}; {} nodes died; {} histories failed",
                    seeds.size(),
                    acts,
                    aws.calls().size(),
                    aws.faults().met().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum(),
                    aws.faults().met(),
                    cluster.deaths(),
                    broken.size());
            assertThat(broken).as("failed histories").isEmpty();
        }
    }

    private static List<Long> seeds() {
        Long single = Long.getLong("simulation.seed");
        int runs = Integer.getInteger("simulation.runs", TestSample.size(5, 100));
        return single == null
                ? LongStream.range(TestSample.seed(), TestSample.seed() + runs)
                        .boxed()
                        .toList()
                : List.of(single);
    }

    private static History play(History history, LocalAws aws, Cluster cluster) {
        try {
            ForeignActor foreignActor = new ForeignActor(AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT));
            List<EnvironmentActor> actors = history.scripts().stream()
                    .map(script -> new EnvironmentActor(script, cluster, foreignActor))
                    .toList();
            actors.forEach(EnvironmentActor::enter);
            Runnable endOfFaults =
                    aws.faults().onNamesLike(history.prefix()).seeded(history.seed(), history.faultRate(), FAULTS);
            atTheSameTime(actors, EnvironmentActor::play);
            endOfFaults.run();
            atTheSameTime(actors, EnvironmentActor::settle);
            Invariants promises = new Invariants(aws, cluster.database());
            actors.forEach(promises::holdFor);
            return history;
        } catch (Throwable broken) {
            log.error("-Dsimulation.seed={} plays it again: {}", history.seed(), history, broken);
            throw new AssertionError(
                    "Broken by history %d, which -Dsimulation.seed=%d plays again: %s"
                            .formatted(history.seed(), history.seed(), broken.getMessage()),
                    broken);
        }
    }

    private static void atTheSameTime(List<EnvironmentActor> actors, Consumer<EnvironmentActor> what)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            actors.forEach(actor -> all.add(threads.submit(() -> what.accept(actor))));
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    /** Not by the clock: after so many calls, more or less. */
    private static void killNowAndThen(LocalAws aws, Cluster cluster, AtomicBoolean done) {
        Random random = new Random(1);
        int next = 0;
        while (!done.get()) {
            int target = next + CALLS_BETWEEN_DEATHS / 2 + random.nextInt(CALLS_BETWEEN_DEATHS);
            Awaitility.await()
                    .atMost(Duration.ofHours(2))
                    .until(() -> done.get() || aws.calls().size() >= target);
            if (!done.get()) {
                cluster.killOne();
                cluster.add();
            }
            next = aws.calls().size();
        }
    }
}
