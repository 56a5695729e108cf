package io.tableflow.iam.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.DriftScenario;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each account, and each environment of it, is swept for itself. */
class SweepOfAccountsTest extends AccountSweepTest {

    @Test
    void anAccountWhoseSweepFailsUnexpectedlyDoesNotStopTheOthers() {
        provisioned("fine");
        for (String broken : List.of("0", "zzz")) {
            copied("fine", "broken-" + broken, broken);
        }

        sweep();

        assertThat(inSync("fine")).isEqualTo("True");
        assertThat(database.client()
                        .sql("select failure from drift_sweep where account_id = 'zzz'")
                        .query(String.class)
                        .single())
                .contains("IllegalArgumentException");
        assertThat(sweeps("zzz", "failed")).isOne();
        assertThat(sweeps("zzz", "finished")).isZero();
        assertThat(sweeps(Node.ACCOUNT, "finished")).isPositive();
    }

    @Test
    void anEnvironmentThatCannotBeComparedDoesNotHideTheOthers() {
        provisioned("a-locked");
        provisioned("b-drifted");
        aws.faults().on("GetRole", "a-locked-confluent-role").always(Fault.ACCESS_DENIED);
        happens(DriftScenario.POLICY_DETACHED, "a-locked");
        happens(DriftScenario.POLICY_DETACHED, "b-drifted");

        sweep();

        assertThat(inSync("a-locked")).isEqualTo("Unknown");
        assertThat(text("a-locked")).contains("NotCompared", "AccessDenied");
        awaitRepaired("b-drifted");
        sweep();
        assertThat(inSync("a-locked")).as("still").isEqualTo("Unknown");
        aws.faults().clear();
        sweep();
        awaitRepaired("a-locked");
    }

    @Test
    void anOldComparisonDoesNotSayThatAnEnvironmentIsInSync() {
        provisioned("old");
        sweep();
        assertThat(inSync("old")).isEqualTo("True");

        node().bean(SettableClock.class).ahead(Duration.ofHours(26));

        assertThat(inSync("old")).isEqualTo("Unknown");
        assertThat(text("old")).contains("NotCompared");
        sweep();
        assertThat(inSync("old")).isEqualTo("True");
    }

    @Test
    void anAccountThatTakesTooLongIsNotSaidToBeInSync() {
        start("1s");
        provisioned("slow");
        aws.largestPage(1);
        aws.faults().on("GetAccountAuthorizationDetails").always(Fault.delay(Duration.ofMillis(1100)));

        sweep();

        assertThat(inSync("slow")).isEqualTo("Unknown");
        assertThat(text("slow")).contains("longer than PT1S");
    }

    @Test
    void accountsAreSweptAtTheSameTimeButNotMoreThanIsSet() {
        provisioned("model");
        for (int i = 0; i < 5; i++) {
            copied("model", "copy-" + i, "22222222222" + i);
        }
        ThreeAtOnce listing = new ThreeAtOnce();
        aws.faults().on("ListRoles").always(Fault.before(listing::await));

        sweep();

        assertThat(listing.most.get()).isEqualTo(3);
        assertThat(database.client()
                        .sql("select count(*) from drift_sweep where finished_at is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(6);
    }

    /** A row like another, in another account, in which nothing of it exists. */
    private void copied(String model, String name, String account) {
        database.client()
                .sql("""
                    insert into environment select (jsonb_populate_record(e, replace(to_jsonb(e)::text, ?, ?)::jsonb
                        || jsonb_build_object('id', ?, 'account', jsonb_build_object('partition', 'aws', 'id', ?)))).*
                    from environment e where name = ?\
                    """)
                .params(model, name, UUID.randomUUID().toString(), account, model)
                .update();
    }

    private void awaitRepaired(String name) {
        node().awaitAsTimePasses(
                        name + " being repaired",
                        () -> engineer()
                                        .get("/environments/" + name)
                                        .at("/state")
                                        .equals("AWAITING_INTEGRATION")
                                && inSync(name).equals("True"));
    }

    private String text(String name) {
        return engineer().get("/environments/" + name).text();
    }

    private long sweeps(String account, String outcome) {
        return node()
                .bean(MeterRegistry.class)
                .find("tableflow.drift.sweep")
                .tags("account", account, "outcome", outcome)
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    /** Calls wait for one another until there are three. */
    private static final class ThreeAtOnce {

        private final CyclicBarrier three = new CyclicBarrier(3);
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        void await() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                three.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new IllegalStateException(alone);
            } finally {
                now.decrementAndGet();
            }
        }
    }
}
