package io.tableflow.iam.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.CallListener;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** However many nodes there are, one sweeps at a time, and there is always one that does. */
class SweepOnReplicasTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    private final SweepCalls calls = new SweepCalls();

    @Test
    void oneNodeSweepsAtATimeAndAnotherGoesOnWhenItDies() {
        try (Cluster cluster = Cluster.of(2, aws, "tableflow.drift.interval=1s")) {
            ApiClient engineer = cluster.client();
            engineer.post("/environments", "{\"name\":\"swept\"}");
            engineer.awaitState("swept", "AWAITING_INTEGRATION");
            awaitSweepAfter(cluster, Instant.EPOCH);
            aws.watch(calls);
            Awaitility.await("some sweeps")
                    .atMost(PATIENCE)
                    .until(() -> calls.made().size() >= 8);
            aws.watch(CallListener.NOBODY);
            assertNoTwoAtOnce(calls.made());

            calls.holdTheNext();
            aws.watch(calls);
            calls.awaitHeld();
            cluster.killOne();
            cluster.killOne();
            Instant death = Instant.now();
            calls.letGo();
            cluster.add();

            awaitSweepAfter(cluster, death);
        }
    }

    /** The calls of two concurrent sweeps would be mixed; those of consecutive sweeps are not. */
    private static void assertNoTwoAtOnce(List<String> operations) {
        for (int i = 1; i < operations.size(); i++) {
            assertThat(operations.get(i)).as(operations.toString()).isNotEqualTo(operations.get(i - 1));
        }
    }

    private static void awaitSweepAfter(Cluster cluster, Instant moment) {
        Awaitility.await("a sweep after " + moment)
                .atMost(PATIENCE)
                .until(() -> cluster.database()
                        .sql("select coalesce(max(finished_at), 'epoch') from drift_sweep")
                        .query(Instant.class)
                        .single()
                        .isAfter(moment));
    }

    /** The calls that only sweeps make. */
    private static final class SweepCalls implements CallListener {

        private final List<String> made = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean holds;

        List<String> made() {
            return List.copyOf(made);
        }

        void holdTheNext() {
            holds = true;
        }

        void awaitHeld() {
            await(held);
        }

        void letGo() {
            released.countDown();
        }

        @Override
        public void before(String operation, List<String> resources) {
            if (operation.equals("ListRoles") || operation.equals("GetAccountAuthorizationDetails")) {
                made.add(operation);
                if (holds) {
                    held.countDown();
                    await(released);
                }
            }
        }

        @Override
        public void after(String operation, List<String> resources) {}

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
