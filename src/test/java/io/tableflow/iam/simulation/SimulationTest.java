package io.tableflow.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.config.SkewedTime;
import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.TestSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many histories, some at a time, on three nodes with clocks of their own that die and freeze now and then, with an IAM that
 * fails at random and people and robots that interfere.
 *
 * <p>{@code verify} plays a few, from {@code -Dtest.seed} on; {@code -Pexhaustive} plays a thousand;
 * {@code -Dsimulation.runs=500} says how many, and {@code -Dsimulation.seed=17} plays single ones again.
 */
class SimulationTest {

    private static final Logger log = LoggerFactory.getLogger(SimulationTest.class);

    private static final int AT_ONCE = 20;
    private static final int NODES = 3;

    static final List<Fault> FAULTS = List.of(
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
            Fault.hiddenFor(Duration.ofMillis(500)),
            Fault.INVALID_PRINCIPAL,
            Fault.DELETE_CONFLICT,
            Fault.LIMIT_EXCEEDED,
            Fault.ACCESS_DENIED,
            Fault.silence(Duration.ofSeconds(2)),
            Fault.delay(Duration.ofSeconds(2)),
            Fault.landsAfter(Duration.ofMillis(1300)),
            Fault.landsAfter(Duration.ofMillis(1800)));

    @Test
    void everyPromiseHoldsAfterEveryHistory() throws InterruptedException {
        List<Long> seeds = seeds();
        Figures figures = new Figures();
        List<Throwable> broken = new ArrayList<>();
        try (LocalAws aws = LocalAws.start();
                Cluster cluster = Cluster.of(
                        aws,
                        List.of(SkewedTime.class),
                        "tableflow.aws.call-timeout=1s",
                        "tableflow.workflow.first-backoff=200ms",
                        "tableflow.workflow.longest-backoff=5s",
                        "tableflow.drift.interval=60s")) {
            Disturbances disturbances = new Disturbances(new Random(seeds.getFirst()), aws, cluster);
            for (int i = 0; i < NODES; i++) {
                disturbances.addNode();
            }
            for (int first = 0; first < seeds.size(); first += AT_ONCE) {
                List<History> histories = seeds.subList(first, Math.min(first + AT_ONCE, seeds.size())).stream()
                        .map(History::of)
                        .toList();
                Round round = new Round(histories, aws, cluster, disturbances, figures);
                broken.addAll(round.play());
                log.info("So far {}; {} failed", figures.summary(cluster, disturbances), broken.size());
                aws.reset();
            }
        }
        assertThat(broken).as("what was broken").isEmpty();
    }

    private static List<Long> seeds() {
        String named = System.getProperty("simulation.seed");
        int runs = Integer.getInteger("simulation.runs", TestSample.size(8, 1000));
        return named == null
                ? LongStream.range(TestSample.seed(), TestSample.seed() + runs)
                        .boxed()
                        .toList()
                : Stream.of(named.split(",")).map(Long::valueOf).toList();
    }
}
