package io.tableflow.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.config.SkewedTime;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localconfluent.ConfluentFault;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.testing.Cluster;
import io.tableflow.iam.testing.TestSample;
import io.tableflow.iam.testing.ZeroTouchFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As {@link SimulationTest}, of environments whose provider integrations the service makes and deletes itself, at a Confluent Cloud that
 * loses answers, fails, throttles, knows principals late and has its key revoked now and then, and where others delete, make and use
 * integrations. In the end each environment has one, and what no environment has is gone or listed.
 *
 * <p>{@code verify} plays a few, from {@code -Dtest.seed} on; {@code -Pexhaustive} plays 300.
 */
class ZeroTouchSimulationTest {

    private static final Logger log = LoggerFactory.getLogger(ZeroTouchSimulationTest.class);

    private static final int AT_ONCE = 15;
    private static final int NODES = 3;

    static final List<ConfluentFault> FAULTS = List.of(
            ConfluentFault.LOSE_ANSWER,
            ConfluentFault.LOSE_ANSWER,
            ConfluentFault.LOSE_ANSWER,
            ConfluentFault.DISCONNECT,
            ConfluentFault.DISCONNECT,
            ConfluentFault.status(500, "oops"),
            ConfluentFault.undeclared(500, "oops"),
            ConfluentFault.status(503, "unavailable"),
            ConfluentFault.status(409, "conflict"),
            ConfluentFault.status(403, "Forbidden Access"),
            ConfluentFault.tooManyRequests(1),
            ConfluentFault.tooManyRequestsUntilReset(2),
            ConfluentFault.zippedUnsaid(),
            ConfluentFault.delay(Duration.ofMillis(400)));

    @Test
    void eachEnvironmentHasOneIntegrationAndNoneIsForgotten() throws InterruptedException {
        List<Long> seeds = seeds();
        List<Throwable> broken = new ArrayList<>();
        try (LocalAws aws = LocalAws.start();
                LocalConfluent confluent = LocalConfluent.start();
                Cluster cluster = Cluster.of(
                        aws,
                        List.of(SkewedTime.class),
                        ZeroTouchFixture.settings(
                                confluent,
                                "tableflow.confluent.poll-interval=60s",
                                "tableflow.aws.call-timeout=1s",
                                "tableflow.workflow.first-backoff=200ms",
                                "tableflow.workflow.longest-backoff=5s",
                                "tableflow.drift.interval=60s"))) {
            Disturbances disturbances = new Disturbances(new Random(seeds.getFirst()), aws, cluster);
            for (int i = 0; i < NODES; i++) {
                disturbances.addNode();
            }
            for (int first = 0; first < seeds.size(); first += AT_ONCE) {
                List<ZeroTouchHistory> histories =
                        seeds.subList(first, Math.min(first + AT_ONCE, seeds.size())).stream()
                                .map(ZeroTouchHistory::of)
                                .toList();
                broken.addAll(new ZeroTouchRound(histories, aws, confluent, cluster, disturbances).play());
                log.info(
                        "So far {} histories; faults: {}; {} nodes died, {} froze; events: {}; {} failed",
                        Math.min(first + AT_ONCE, seeds.size()),
                        confluent.faults().met(),
                        cluster.deaths(),
                        disturbances.frozen(),
                        events(cluster),
                        broken.size());
                aws.reset();
                confluent.reset();
            }
        }
        assertThat(broken).as("what was broken").isEmpty();
    }

    /** How often each came. */
    private static Map<String, Long> events(Cluster cluster) {
        Map<String, Long> counts = new TreeMap<>();
        cluster.database()
                .sql(
                        "select type || coalesce(' ' || (details ->> 'outcome'), '') as what, count(*) as times from audit_event"
                                + " where type like '%INTEGRATION%' or type in ('CONFLUENT_WRITE', 'ACTIVATED', 'FAILED', 'DELETED')"
                                + " group by 1")
                .query((row, nth) -> counts.put(row.getString("what"), row.getLong("times")))
                .list();
        return counts;
    }

    private static List<Long> seeds() {
        String named = System.getProperty("simulation.seed");
        int runs = Integer.getInteger("simulation.runs", TestSample.size(4, 300));
        return named == null
                ? LongStream.range(TestSample.seed(), TestSample.seed() + runs)
                        .boxed()
                        .toList()
                : Stream.of(named.split(",")).map(Long::valueOf).toList();
    }
}
